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
 * A failure that nobody will try again by himself.
 *
 * @param handler the kind of work, such as {@code webhook.delivery}
 * @param note what whoever decided about it wrote
 */
record DeadLetter(
        UUID id,
        IntegrationType type,
        String handler,
        State state,
        String reason,
        int attempts,
        OffsetDateTime deadAt,
        @Nullable OffsetDateTime decidedAt,
        @Nullable String note,
        UUID eventId)
        implements Keyed, Logged {

    enum State {
        DEAD,
        REQUEUED,
        DISCARDED
    }

    @Override
    public Cursor cursor() {
        return new Cursor(deadAt, id);
    }

    static DeadLetter of(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getObject("id", UUID.class),
                IntegrationType.of(row.getString("integration_type")),
                row.getString("handler"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                row.getInt("attempts"),
                row.getObject("dead_at", OffsetDateTime.class),
                row.getObject("decided_at", OffsetDateTime.class),
                row.getString("note"),
                row.getObject("log_id", UUID.class));
    }
}
