package io.pulsegate.deliveries;

import io.pulsegate.integrations.Address;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.SealedSecret;
import io.pulsegate.work.Work;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/**
 * A leased delivery with all that is needed to send it.
 *
 * @param messageId the {@code webhook-id} of every attempt
 * @param url null: the webhook is gone
 * @param enabled whether the webhook is switched on
 * @param secrets that sign it: none, one, or two while a receiver changes over
 * @param body null: it was not kept, or not as it was
 */
record Parcel(
        OrgId org,
        Work work,
        UUID messageId,
        @Nullable String url,
        boolean enabled,
        List<Sealed> secrets,
        @Nullable String contentType,
        @Nullable String body) {

    /** A secret as it is kept, and the name under which it is. */
    record Sealed(UUID id, SealedSecret secret) {}

    /** Where it goes, as people may see it. */
    String shownUrl() {
        return url == null ? "a webhook that is gone" : Address.shown(url);
    }

    String idempotencyKey() {
        return "msg_" + messageId.toString().replace("-", "");
    }
}
