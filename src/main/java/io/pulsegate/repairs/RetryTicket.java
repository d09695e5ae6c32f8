package io.pulsegate.repairs;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;

/**
 * A wish for one attempt, and what became of it.
 *
 * @param eventId the event that is tried again
 * @param attempt null until it has begun
 * @param outcomeEventId the event that records the final outcome; null where there is none yet
 */
record RetryTicket(
        UUID id,
        UUID eventId,
        State state,
        @Nullable Integer attempt,
        @Nullable Integer httpStatus,
        @Nullable Integer durationMs,
        @Nullable String errorMessage,
        @Nullable OffsetDateTime nextAttemptAt,
        @Nullable UUID outcomeEventId,
        OffsetDateTime requestedAt,
        @Nullable OffsetDateTime finishedAt) {

    /** How far it is. */
    enum State {
        PLANNED,
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    boolean finished() {
        return finishedAt != null;
    }

    static RetryTicket of(ResultSet row) throws SQLException {
        return new RetryTicket(
                row.getObject("id", UUID.class),
                row.getObject("log_id", UUID.class),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("attempt", Integer.class),
                row.getObject("http_status", Integer.class),
                row.getObject("duration_ms", Integer.class),
                row.getString("error_message"),
                row.getObject("next_attempt_at", OffsetDateTime.class),
                row.getObject("outcome_log_id", UUID.class),
                row.getObject("requested_at", OffsetDateTime.class),
                row.getObject("finished_at", OffsetDateTime.class));
    }
}
