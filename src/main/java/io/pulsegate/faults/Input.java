package io.pulsegate.faults;

import java.util.UUID;

/** What callers write, held to its shape; what does not fit is told them by its name. */
public final class Input {

    private Input() {}

    /**
     * An id. What is none names nothing.
     *
     * @param what that would have it, in words
     */
    public static UUID id(String text, String what) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw unknown(what);
        }
    }

    /** Not there, not yours, or not an id: the same answer. */
    public static Fault.NotFound unknown(String what) {
        return new Fault.NotFound("There is no such " + what + ".");
    }

    /**
     * A text without the blanks around it, and legible.
     *
     * @param name of the argument
     * @throws Fault.Invalid when it is shorter or longer than that, or PostgreSQL could not store
     *     it
     */
    public static String text(String name, String text, int shortest, int longest) {
        var words = text.strip();
        require(
                words.length() >= shortest && words.length() <= longest && words.indexOf('\0') < 0,
                "`%s` must have %d to %d characters.".formatted(name, shortest, longest));
        return Legible.of(words);
    }

    /**
     * Lets pass what is right.
     *
     * @throws Fault.Invalid with these words when it is not
     */
    public static void require(boolean right, String words) {
        if (!right) {
            throw new Fault.Invalid(words);
        }
    }
}
