package io.pulsegate.keys;

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
 * One key, as people may see it, and its use in the 24 hours before the read.
 *
 * @param limitPerMinute null: no limit
 * @param peakPerMinute null: not used
 * @param limitReachedAt null: not within the next day, or nobody can tell
 */
record ApiKey(
        UUID id,
        String name,
        String prefix,
        String last4,
        List<String> scopes,
        State state,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime expiresAt,
        @Nullable OffsetDateTime revokedAt,
        @Nullable OffsetDateTime lastUsedAt,
        long requests24h,
        long errors24h,
        long throttled24h,
        @Nullable Integer limitPerMinute,
        @Nullable Integer peakPerMinute,
        @Nullable OffsetDateTime peakAt,
        @Nullable OffsetDateTime limitReachedAt)
        implements Keyed {

    enum State {
        ACTIVE,
        EXPIRED,
        REVOKED
    }

    @Override
    public Cursor cursor() {
        return new Cursor(createdAt, id);
    }

    /** In percent, one decimal. */
    public @Nullable Double peakUsage() {
        if (peakPerMinute == null || limitPerMinute == null) {
            return null;
        }
        return Math.round(peakPerMinute * 1000.0 / limitPerMinute) / 10.0;
    }

    static ApiKey of(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("prefix"),
                row.getString("last4"),
                List.of((String[]) row.getArray("scopes").getArray()),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("created_at", OffsetDateTime.class),
                row.getObject("expires_at", OffsetDateTime.class),
                row.getObject("revoked_at", OffsetDateTime.class),
                row.getObject("last_used_at", OffsetDateTime.class),
                row.getLong("requests_24h"),
                row.getLong("errors_24h"),
                row.getLong("throttled_24h"),
                row.getObject("rate_limit_per_minute", Integer.class),
                row.getObject("peak_per_minute", Integer.class),
                row.getObject("peak_at", OffsetDateTime.class),
                row.getObject("limit_reached_at", OffsetDateTime.class));
    }
}
