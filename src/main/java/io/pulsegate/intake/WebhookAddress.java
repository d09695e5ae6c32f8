package io.pulsegate.intake;

import io.pulsegate.tenancy.OrgId;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a sender's webhooks arrive: one opaque word, that names the organisation and the sender. It
 * is no credential; the signature is.
 */
record WebhookAddress(OrgId org, UUID sender) {

    private static final int BYTES = 32;

    static Optional<WebhookAddress> of(String word) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(word));
            if (bytes.remaining() != BYTES) return Optional.empty();
            return Optional.of(new WebhookAddress(new OrgId(uuid(bytes)), uuid(bytes)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String word() {
        var bytes = ByteBuffer.allocate(BYTES);
        put(bytes, org.value());
        put(bytes, sender);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    String path() {
        return IntakePaths.WEBHOOKS + word();
    }

    private static UUID uuid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static void put(ByteBuffer bytes, UUID id) {
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
}
