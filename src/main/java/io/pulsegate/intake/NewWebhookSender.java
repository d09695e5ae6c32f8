package io.pulsegate.intake;

import java.util.UUID;

/**
 * A sender with a secret that was just made.
 *
 * @param secret shown now and never again
 */
record NewWebhookSender(UUID id, String name, String path, String secret) {

    /** Not the secret: a record says all that it holds to every log. */
    @Override
    public String toString() {
        return "NewWebhookSender[" + id + "]";
    }
}
