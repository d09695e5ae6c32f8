package io.pulsegate.faults;

import java.util.regex.Pattern;

/** One line for people: it looks like what it is, on a page and in a terminal. */
public final class Legible {

    /**
     * What turns the reading direction around, what nobody sees, and what terminals obey. Joiners
     * stay, since words and emoji are written with them.
     */
    private static final Pattern TRICKS =
            Pattern.compile(
                    "[\\p{Cc}&&[^\\t\\n\\r]]"
                            + "|[\\x{61C}\\x{200B}\\x{200E}\\x{200F}\\x{2028}-\\x{202E}]"
                            + "|[\\x{2060}-\\x{206F}\\x{FEFF}\\x{E0000}-\\x{E007F}]");

    private Legible() {}

    /** The text, with U+FFFD for each letter that would make it look like another. */
    public static String of(String text) {
        return isPlain(text) ? text : TRICKS.matcher(text).replaceAll("\uFFFD");
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') return false;
        }
        return true;
    }
}
