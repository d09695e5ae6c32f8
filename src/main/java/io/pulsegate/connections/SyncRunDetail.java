package io.pulsegate.connections;

import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.integrations.Logged;
import io.pulsegate.paging.Cursor;
import io.pulsegate.paging.Keyed;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;

/** One run over a connection. */
record SyncRunDetail(
        UUID id,
        IntegrationType type,
        ConnectionRef connection,
        String entity,
        @Nullable SyncRunState state,
        OffsetDateTime startedAt,
        @Nullable OffsetDateTime finishedAt,
        int readCount,
        int writtenCount,
        int failedCount,
        @Nullable UUID eventId)
        implements Keyed, Logged {

    record ConnectionRef(UUID id, String name, boolean enabled) {}

    @Override
    public Cursor cursor() {
        return new Cursor(startedAt, id);
    }

    public @Nullable Long durationMs() {
        return finishedAt == null ? null : Duration.between(startedAt, finishedAt).toMillis();
    }

    static SyncRunDetail of(ResultSet row) throws SQLException {
        return new SyncRunDetail(
                row.getObject("id", UUID.class),
                IntegrationType.of(row.getString("integration_type")),
                new ConnectionRef(
                        row.getObject("connection_id", UUID.class),
                        row.getString("connection_name"),
                        row.getBoolean("connection_enabled")),
                row.getString("entity"),
                SyncRunState.of(row.getString("state")),
                row.getObject("started_at", OffsetDateTime.class),
                row.getObject("finished_at", OffsetDateTime.class),
                row.getInt("read_count"),
                row.getInt("written_count"),
                row.getInt("failed_count"),
                row.getObject("log_id", UUID.class));
    }
}
