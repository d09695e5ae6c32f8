package io.pulsegate.audit;

import io.pulsegate.faults.Fault;

/** Why somebody does what cannot be undone: words for whoever asks later. */
public record Reason(String words) {

    private static final int SHORTEST = 3;
    private static final int LONGEST = 500;

    /**
     * The words, tidied up.
     *
     * @throws Fault.Invalid when it says too little or too much
     */
    public static Reason of(String text) {
        var words = text.strip();
        if (words.length() < SHORTEST || words.length() > LONGEST || words.indexOf('\0') >= 0) {
            throw new Fault.Invalid("`reason` must have 3 to 500 characters.");
        }
        return new Reason(words);
    }
}
