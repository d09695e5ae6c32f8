package io.pulsegate.webhooks;

import io.pulsegate.integrations.Logged;
import io.pulsegate.paging.Cursor;
import io.pulsegate.paging.Keyed;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * One message on its way to an endpoint, with every attempt at it.
 *
 * @param nextAttemptAt null: none is planned
 * @param finalAt null: it is not over
 */
record WebhookDelivery(
        UUID id,
        UUID messageId,
        String eventType,
        State state,
        int attemptCount,
        @Nullable OffsetDateTime nextAttemptAt,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime finalAt,
        List<DeliveryAttempt> attempts,
        @Nullable UUID eventId)
        implements Keyed, Logged {

    enum State {
        PENDING,
        SENDING,
        DELIVERED,
        RETRYING,
        DEAD,
        CANCELLED
    }

    record DeliveryAttempt(
            int number,
            Trigger trigger,
            OffsetDateTime startedAt,
            @Nullable Integer durationMs,
            @Nullable Integer responseStatus,
            @Nullable String error) {}

    enum Trigger {
        AUTOMATIC,
        MANUAL,
        REPLAY
    }

    @Override
    public Cursor cursor() {
        return new Cursor(createdAt, id);
    }

    static WebhookDelivery of(ResultSet row) throws SQLException {
        return new WebhookDelivery(
                row.getObject("id", UUID.class),
                row.getObject("message_id", UUID.class),
                row.getString("event_type"),
                State.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getInt("attempt_count"),
                row.getObject("next_attempt_at", OffsetDateTime.class),
                row.getObject("created_at", OffsetDateTime.class),
                row.getObject("final_at", OffsetDateTime.class),
                attempts(row.getString("attempts")),
                row.getObject("event_id", UUID.class));
    }

    private static List<DeliveryAttempt> attempts(@Nullable String json) {
        return json == null
                ? List.of()
                : List.of(JsonMapper.shared().readValue(json, DeliveryAttempt[].class));
    }
}
