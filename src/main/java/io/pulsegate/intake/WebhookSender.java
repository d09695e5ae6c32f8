package io.pulsegate.intake;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Somebody who sends webhooks to us and cannot speak CloudEvents.
 *
 * @param integration what his webhooks are about, as the database spells it
 * @param secrets any of which may have made the signature
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WebhookSender(UUID id, String name, String integration, List<byte[]> secrets) {

    /** The same sender, who may use the other's secrets too. */
    WebhookSender and(WebhookSender other) {
        return new WebhookSender(
                id,
                name,
                integration,
                Stream.concat(secrets.stream(), other.secrets.stream()).toList());
    }

    @Override
    public String toString() {
        return "WebhookSender[" + id + "]";
    }
}
