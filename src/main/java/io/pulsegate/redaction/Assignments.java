package io.pulsegate.redaction;

/** How a value stands behind its name: after a colon or an equals sign, in quotes or bare. */
final class Assignments {

    private static final String ENDS = "&;,<>\"'()[]{}|\\";

    private Assignments() {}

    /**
     * Where the value begins whose name ends at {@code end}; -1 when there is none. A blank alone
     * is enough before a number, as in {@code NIP 5260001246}.
     */
    static int value(String text, int end) {
        int sign = sign(text, end);
        if (sign >= 0) {
            int value = sign + 1;
            if (value < text.length() && text.charAt(value) == '>') value++;
            return skipBlanks(text, value);
        }
        int next = skipBlanks(text, end);
        boolean number =
                next > end
                        && next < text.length()
                        && (Checksums.isDigit(text.charAt(next))
                                || Checksums.isUpper(text.charAt(next)));
        return number ? next : -1;
    }

    /** Whether a sign says that this is a name and its value. */
    static boolean isSaid(String text, int end) {
        return sign(text, end) >= 0;
    }

    private static int sign(String text, int end) {
        int at = end;
        while (at < text.length() && at < end + 8 && text.charAt(at) == '\\') at++;
        if (at < text.length() && isQuote(text.charAt(at))) at++;
        at = skipBlanks(text, at);
        boolean sign = at < text.length() && (text.charAt(at) == ':' || text.charAt(at) == '=');
        return sign && !text.startsWith("://", at) ? at : -1;
    }

    /** The first letter of the value itself, behind its opening quote. */
    static int opened(String text, int value) {
        int at = value;
        while (at < text.length() && text.charAt(at) == '\\') at++;
        return at < text.length() && isQuote(text.charAt(at)) ? at + 1 : value;
    }

    /** Where it ends: at its closing quote, or bare at whatever cannot belong to it. */
    static int end(String text, int value, boolean wholeLine) {
        int begin = opened(text, value);
        if (begin > value) {
            return closing(text, begin, begin - 1 - value);
        }
        int end = begin;
        while (end < text.length() && !ends(text.charAt(end), wholeLine)) end++;
        return end;
    }

    /** A quote that is escaped as often as the opening one; without one, the end of the text. */
    private static int closing(String text, int begin, int escapes) {
        char quote = text.charAt(begin - 1);
        int backslashes = 0;
        for (int at = begin; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote && (escapes == 0 ? backslashes % 2 == 0 : backslashes <= escapes)) {
                return at - (escapes == 0 ? 0 : backslashes);
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }
        return text.length();
    }

    private static boolean ends(char c, boolean wholeLine) {
        return wholeLine ? "\r\n\"<\\".indexOf(c) >= 0 : c <= ' ' || ENDS.indexOf(c) >= 0;
    }

    /** A number goes on over the blanks and dashes between its groups. */
    static int endOfNumber(String text, int begin) {
        int end = begin;
        int last = begin;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean part = Checksums.isDigit(c) || Checksums.isUpper(c);
            if (part) last = end + 1;
            else if (c != ' ' && c != '-' && c != '\u00a0') break;
            end++;
        }
        return last;
    }

    private static int skipBlanks(String text, int at) {
        int end = at;
        while (end < text.length() && end < at + 4 && text.charAt(end) == ' ') end++;
        return end;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }
}
