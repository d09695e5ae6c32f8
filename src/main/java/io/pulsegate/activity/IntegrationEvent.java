package io.pulsegate.activity;

import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.paging.Cursor;
import io.pulsegate.paging.Keyed;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * One row of the log: a final outcome or another notable event. What belongs to it (bodies,
 * attempts, the webhook …) is read only when asked for, with {@link EventDetails}.
 */
public record IntegrationEvent(
        UUID id,
        IntegrationType type,
        String eventType,
        EventStatus status,
        @Nullable EventDirection direction,
        OffsetDateTime occurredAt,
        OffsetDateTime recordedAt,
        String message,
        @Nullable String errorMessage,
        @Nullable String errorCode,
        @Nullable FailureOrigin failureOrigin,
        @Nullable Integer httpStatus,
        @Nullable Integer durationMs,
        int attemptCount,
        boolean retryable,
        @Nullable String businessKind,
        @Nullable String businessRef,
        @Nullable String correlationId,
        @Nullable String traceId,
        EventLinks links)
        implements Keyed {

    private static final Duration LATE = Duration.ofMinutes(5);

    public boolean arrivedLate() {
        return Duration.between(occurredAt, recordedAt).compareTo(LATE) > 0;
    }

    public int retryCount() {
        return attemptCount - 1;
    }

    @Override
    public Cursor cursor() {
        return new Cursor(occurredAt, id);
    }
}
