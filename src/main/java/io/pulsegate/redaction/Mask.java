package io.pulsegate.redaction;

/** What stands in place of what was found. */
final class Mask {

    static final String SECRET = "[redacted]";

    private static final int KEPT = 4;

    private Mask() {}

    /** A person's number keeps its end, to recognise it by. */
    static String identifier(CharSequence number) {
        int end = number.length();
        return end <= 2 * KEPT ? SECRET : "***" + number.subSequence(end - KEPT, end);
    }
}
