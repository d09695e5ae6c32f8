package io.pulsegate.webhooks;

import io.pulsegate.integrations.Address;
import io.pulsegate.integrations.SuccessRate;
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
 * One endpoint, and its figures of the 24 hours before the read.
 *
 * @param url as people may see it
 * @param previousSecretUntil null: deliveries are signed with one secret
 * @param failingSince null: its last delivery arrived
 */
record Webhook(
        UUID id,
        String name,
        String url,
        List<String> eventTypes,
        State state,
        @Nullable String disabledReason,
        @Nullable OffsetDateTime previousSecretUntil,
        int consecutiveFailures,
        @Nullable OffsetDateTime failingSince,
        @Nullable OffsetDateTime lastDeliveryAt,
        long successCount24h,
        long errorCount24h,
        long pendingDeliveries,
        OffsetDateTime createdAt,
        OffsetDateTime updatedAt)
        implements Keyed {

    enum State {
        ACTIVE,
        FAILING,
        DISABLED
    }

    @Override
    public Cursor cursor() {
        return new Cursor(createdAt, id);
    }

    public @Nullable Double successRate24h() {
        return SuccessRate.of(successCount24h, errorCount24h);
    }

    static Webhook of(ResultSet row) throws SQLException {
        return new Webhook(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Address.shown(row.getString("url")),
                List.of((String[]) row.getArray("event_types").getArray()),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("disabled_reason"),
                row.getObject("previous_secret_until", OffsetDateTime.class),
                row.getInt("consecutive_failures"),
                row.getObject("first_failure_at", OffsetDateTime.class),
                row.getObject("last_delivery_at", OffsetDateTime.class),
                row.getLong("success_24h"),
                row.getLong("error_24h"),
                row.getLong("pending"),
                row.getObject("created_at", OffsetDateTime.class),
                row.getObject("updated_at", OffsetDateTime.class));
    }
}
