package io.pulsegate.webhooks;

import io.pulsegate.faults.Fault;

import java.util.UUID;

/** Names of webhooks as callers write them. */
final class WebhookIds {

    private WebhookIds() {}

    static UUID of(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    /** Not there, not yours, or not an id: the same answer. */
    static Fault.NotFound unknown() {
        return new Fault.NotFound("There is no such webhook.");
    }
}
