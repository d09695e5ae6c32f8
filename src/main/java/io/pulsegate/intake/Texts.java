package io.pulsegate.intake;

/** Text as PostgreSQL can hold it. */
final class Texts {

    private Texts() {}

    /** At most so many characters, and no half of one at the end. */
    static String cut(String text, int most) {
        if (text.length() <= most) return text;
        return text.substring(
                0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** No NUL, which PostgreSQL has not, and no half of a surrogate pair, which UTF-8 has not. */
    static String storable(String text) {
        return isStorable(text) ? text : mended(text);
    }

    private static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) return false;
        }
        return true;
    }

    private static String mended(String text) {
        var mended = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
                .forEach(mended::appendCodePoint);
        return mended.toString();
    }
}
