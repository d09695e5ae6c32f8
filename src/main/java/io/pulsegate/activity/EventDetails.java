package io.pulsegate.activity;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** What belongs to an event. All of it comes by one statement for all events of an answer. */
record EventDetails(
        UUID eventId,
        @Nullable WebhookRef webhook,
        @Nullable ApiKeyRef apiKey,
        @Nullable ConnectionRef connection,
        @Nullable PendingRetry pendingRetry,
        @Nullable EventPayload payload,
        List<DeliveryAttempt> attempts,
        List<RetryOutcome> retries) {

    record WebhookRef(UUID id, String name, String url, boolean enabled) {}

    record ApiKeyRef(UUID id, String name, String last4, boolean active) {}

    record ConnectionRef(UUID id, String name, boolean enabled) {}

    record PendingRetry(
            OffsetDateTime runAt, int attempt, int maxAttempts, @Nullable String lastError) {}

    record EventPayload(
            @Nullable String contentType,
            @Nullable Object requestHeaders,
            @Nullable String requestBody,
            boolean requestTruncated,
            @Nullable Object responseHeaders,
            @Nullable String responseBody,
            boolean responseTruncated,
            List<String> redactedPaths) {}

    record DeliveryAttempt(
            int number,
            AttemptTrigger trigger,
            OffsetDateTime startedAt,
            @Nullable Integer durationMs,
            @Nullable Integer responseStatus,
            @Nullable String error) {}

    enum AttemptTrigger {
        AUTOMATIC,
        MANUAL,
        REPLAY
    }

    record RetryOutcome(
            UUID eventId,
            OffsetDateTime occurredAt,
            EventStatus status,
            @Nullable String errorMessage) {}
}
