package io.pulsegate.repairs;

import io.pulsegate.faults.Fault;

/** The client's own name for one act: sent again, the act is not done again. */
record IdempotencyKey(String text) {

    static IdempotencyKey of(String text) {
        if (!text.matches("[\\x21-\\x7e]{1,200}")) {
            throw new Fault.Invalid(
                    "`idempotencyKey` must have 1 to 200 visible ASCII characters, such as a"
                            + " UUID.");
        }
        return new IdempotencyKey(text);
    }
}
