package io.pulsegate.errors;

import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.integrations.Logged;
import io.pulsegate.paging.Cursor;
import io.pulsegate.paging.Keyed;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;

/**
 * A failure that is going to be tried again.
 *
 * @param handler the kind of work, such as {@code webhook.delivery}
 * @param attempt attempts made so far
 */
record QueuedRetry(
        UUID id,
        IntegrationType type,
        String handler,
        State state,
        int attempt,
        int maxAttempts,
        OffsetDateTime nextAttemptAt,
        @Nullable String lastError,
        OffsetDateTime waitingSince,
        UUID eventId)
        implements Keyed, Logged {

    enum State {
        PENDING,
        RUNNING
    }

    @Override
    public Cursor cursor() {
        return new Cursor(waitingSince, id);
    }

    static QueuedRetry of(ResultSet row) throws SQLException {
        return new QueuedRetry(
                row.getObject("id", UUID.class),
                IntegrationType.of(row.getString("integration_type")),
                row.getString("handler"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("attempt"),
                row.getInt("max_attempts"),
                row.getObject("run_at", OffsetDateTime.class),
                row.getString("last_error"),
                row.getObject("created_at", OffsetDateTime.class),
                row.getObject("log_id", UUID.class));
    }
}
