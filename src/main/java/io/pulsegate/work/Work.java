package io.pulsegate.work;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * One leased row of the queue.
 *
 * @param type the integration's code, such as {@code export}
 * @param handler what it is about, such as {@code export.sync}
 * @param eventId the event that failed, and is tried again
 * @param key the same for every attempt at this work
 * @param trigger {@code automatic}, {@code manual} or {@code replay}
 * @param attempt 1 for the first
 */
public record Work(
        UUID id,
        UUID leaseId,
        OffsetDateTime leasedUntil,
        String type,
        String handler,
        UUID eventId,
        @Nullable UUID webhookId,
        @Nullable UUID deliveryId,
        @Nullable UUID payloadId,
        String key,
        String trigger,
        int attempt,
        int maxAttempts,
        @Nullable String lastError) {}
