package io.pulsegate.incidents;

import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.integrations.Logged;
import io.pulsegate.integrations.Waiting;
import io.pulsegate.paging.Cursor;
import io.pulsegate.paging.Keyed;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Failures of one kind, since they became too many.
 *
 * @param title what the last of them said
 * @param via the connection or webhook
 * @param count since {@code since}
 * @param openedAt when the failure happened that opened it
 * @param totalCount of all time
 * @param closedAt null: it is open
 * @param lastResolution what somebody wrote the last time it was resolved
 * @param eventId the last of the failures
 */
record Incident(
        UUID id,
        IntegrationType type,
        String eventType,
        @Nullable String errorCode,
        String title,
        @Nullable String via,
        State state,
        OffsetDateTime since,
        int count,
        OffsetDateTime openedAt,
        OffsetDateTime lastSeenAt,
        OffsetDateTime firstSeenAt,
        long totalCount,
        int reopenCount,
        List<Waiting> waiting,
        @Nullable OffsetDateTime acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable OffsetDateTime closedAt,
        boolean closedByItself,
        @Nullable Resolution lastResolution,
        UUID eventId)
        implements Keyed, Logged {

    enum State {
        OPEN,
        ACKNOWLEDGED,
        RESOLVED
    }

    /** What it was, in the words of whoever knew. */
    record Resolution(String note, OffsetDateTime at, String by) {}

    @Override
    public Cursor cursor() {
        return new Cursor(openedAt, id);
    }

    static Incident of(ResultSet row) throws SQLException {
        return new Incident(
                row.getObject("id", UUID.class),
                IntegrationType.of(row.getString("integration_type")),
                row.getString("event_type"),
                row.getString("error_code"),
                row.getString("title"),
                row.getString("via"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("since", OffsetDateTime.class),
                row.getInt("count"),
                row.getObject("opened_at", OffsetDateTime.class),
                row.getObject("last_seen_at", OffsetDateTime.class),
                row.getObject("first_seen_at", OffsetDateTime.class),
                row.getLong("total_count"),
                row.getInt("reopened"),
                Waiting.read(row.getString("waiting")),
                row.getObject("acknowledged_at", OffsetDateTime.class),
                row.getString("acknowledged_by"),
                row.getObject("closed_at", OffsetDateTime.class),
                row.getBoolean("closed_by_itself"),
                resolution(row),
                row.getObject("last_log_id", UUID.class));
    }

    private static @Nullable Resolution resolution(ResultSet row) throws SQLException {
        var note = row.getString("note");
        return note == null
                ? null
                : new Resolution(
                        note,
                        row.getObject("noted_at", OffsetDateTime.class),
                        row.getString("noted_by"));
    }
}
