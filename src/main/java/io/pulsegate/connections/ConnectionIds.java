package io.pulsegate.connections;

import io.pulsegate.faults.Fault;

import java.util.UUID;

/** Names of connections as callers write them. */
final class ConnectionIds {

    private ConnectionIds() {}

    static UUID of(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    /** Not there, not yours, or not an id: the same answer. */
    static Fault.NotFound unknown() {
        return new Fault.NotFound("There is no such connection.");
    }
}
