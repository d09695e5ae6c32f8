package io.pulsegate.repairs;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;

/**
 * Many dead letters tried again.
 *
 * @param planned not handed over yet
 * @param open waiting for their attempt, or in it
 * @param stoppedBecause null unless it stopped by itself
 */
record Replay(
        UUID id,
        State state,
        String reason,
        int total,
        int planned,
        int open,
        int succeeded,
        int failed,
        int cancelled,
        int canary,
        int ratePerSecond,
        int stopAtFailurePercent,
        @Nullable String stoppedBecause,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime finishedAt) {

    /** How far it is. */
    enum State {
        CANARY,
        RUNNING,
        COMPLETED,
        STOPPED,
        CANCELLED
    }

    boolean finished() {
        return finishedAt != null && open == 0;
    }

    static Replay of(ResultSet row) throws SQLException {
        return new Replay(
                row.getObject("id", UUID.class),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                row.getInt("total"),
                row.getInt("planned"),
                row.getInt("open"),
                row.getInt("succeeded"),
                row.getInt("failed"),
                row.getInt("cancelled"),
                row.getInt("canary"),
                row.getInt("rate_per_second"),
                row.getInt("stop_at_failure_percent"),
                row.getString("stopped_because"),
                row.getObject("created_at", OffsetDateTime.class),
                row.getObject("finished_at", OffsetDateTime.class));
    }
}
