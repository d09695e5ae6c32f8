package io.pulsegate.activity;

import io.pulsegate.integrations.IntegrationType;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;

/** Makes an event of a row of {@code integration_logs}. */
final class EventRow {

    private EventRow() {}

    static IntegrationEvent event(ResultSet row) throws SQLException {
        return new IntegrationEvent(
                row.getObject("id", UUID.class),
                IntegrationType.of(row.getString("integration_type")),
                row.getString("event_type"),
                EventStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                choice(EventDirection.class, row.getString("direction")),
                row.getObject("occurred_at", OffsetDateTime.class),
                row.getObject("recorded_at", OffsetDateTime.class),
                row.getString("message"),
                row.getString("error_message"),
                row.getString("error_code"),
                choice(FailureOrigin.class, row.getString("failure_origin")),
                row.getObject("http_status", Integer.class),
                row.getObject("duration_ms", Integer.class),
                row.getInt("attempt_count"),
                row.getBoolean("retryable"),
                row.getString("business_kind"),
                row.getString("business_ref"),
                row.getString("correlation_id"),
                row.getString("trace_id"),
                links(row));
    }

    private static EventLinks links(ResultSet row) throws SQLException {
        return new EventLinks(
                row.getObject("id", UUID.class),
                row.getObject("connection_id", UUID.class),
                row.getObject("webhook_id", UUID.class),
                row.getObject("delivery_id", UUID.class),
                row.getObject("api_key_id", UUID.class),
                row.getObject("payload_id", UUID.class));
    }

    private static <E extends Enum<E>> @Nullable E choice(Class<E> type, @Nullable String code) {
        return code == null ? null : Enum.valueOf(type, code.toUpperCase(Locale.ROOT));
    }
}
