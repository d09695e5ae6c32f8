package io.pulsegate.audit;

import io.pulsegate.faults.Fault;
import io.pulsegate.faults.Input;

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
        return new Reason(Input.text("reason", text, SHORTEST, LONGEST));
    }
}
