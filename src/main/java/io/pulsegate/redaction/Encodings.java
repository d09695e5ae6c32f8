package io.pulsegate.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.util.Base64;

/** Texts inside texts, and bytes that mean nothing to anybody but a machine. */
final class Encodings {

    private static final int LONG = 40;
    private static final double RANDOM_BITS = 4.2;

    private Encodings() {}

    /** Of either alphabet: 62 and 63 are {@code +/} or {@code -_}. */
    static boolean isBase64(char c) {
        return isAlphanumeric(c) || c == '+' || c == '/' || c == '-' || c == '_' || c == '=';
    }

    static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** The text that a word encodes; null when it is no base64, or not of a text. */
    static @Nullable String decoded(String word) {
        try {
            var plain = word.replace('-', '+').replace('_', '/').replace("=", "");
            var text = new String(Base64.getDecoder().decode(plain), UTF_8);
            return text.chars().allMatch(Encodings::isPrintable) ? text : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isPrintable(int c) {
        return (c >= ' ' && c != 0xFFFD && c != 127) || c == '\n' || c == '\r' || c == '\t';
    }

    /**
     * Whether a word looks like key material: long, of all kinds of letters, and random. A hex
     * digest is not, nor a path.
     */
    static boolean isRandom(CharSequence word) {
        if (word.length() < LONG) return false;
        int lower = 0;
        int upper = 0;
        int digits = 0;
        int slashes = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c >= 'a' && c <= 'z') lower++;
            else if (Checksums.isUpper(c)) upper++;
            else if (Checksums.isDigit(c)) digits++;
            else if (c == '/' || c == '-' || c == '_') slashes++;
        }
        int least = word.length() / 16;
        return lower > least
                && upper > least
                && digits > least
                && slashes <= word.length() / 8
                && bits(word) > RANDOM_BITS;
    }

    /** Shannon's, for each letter. */
    private static double bits(CharSequence word) {
        var counts = new int[128];
        for (int i = 0; i < word.length(); i++) counts[word.charAt(i) & 127]++;
        double bits = 0;
        for (int count : counts) {
            double share = (double) count / word.length();
            if (count > 0) bits -= share * Math.log(share) / Math.log(2);
        }
        return bits;
    }
}
