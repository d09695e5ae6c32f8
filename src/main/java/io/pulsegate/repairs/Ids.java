package io.pulsegate.repairs;

import io.pulsegate.faults.Fault;

import java.util.UUID;

/** Ids as clients send them. What is none names nothing. */
final class Ids {

    private Ids() {}

    static UUID of(String text, String what) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw unknown(what);
        }
    }

    /** Not there, not yours, or not an id: the same answer. */
    static Fault.NotFound unknown(String what) {
        return new Fault.NotFound("There is no such " + what + ".");
    }
}
