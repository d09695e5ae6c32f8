package io.pulsegate.activity;

import io.pulsegate.activity.EventDetails.ApiKeyRef;
import io.pulsegate.activity.EventDetails.ConnectionRef;
import io.pulsegate.activity.EventDetails.DeliveryAttempt;
import io.pulsegate.activity.EventDetails.EventPayload;
import io.pulsegate.activity.EventDetails.PendingRetry;
import io.pulsegate.activity.EventDetails.RetryOutcome;
import io.pulsegate.activity.EventDetails.WebhookRef;
import io.pulsegate.integrations.Address;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Makes details of a row of {@code event_details}. */
final class DetailsRow {

    private static final JsonMapper JSON = JsonMapper.shared();

    private DetailsRow() {}

    static EventDetails details(ResultSet row) throws SQLException {
        return new EventDetails(
                row.getObject("event_id", UUID.class),
                webhook(row),
                apiKey(row),
                connection(row),
                pendingRetry(row),
                payload(row),
                list(row.getString("attempts"), DeliveryAttempt[].class),
                list(row.getString("retries"), RetryOutcome[].class));
    }

    private static @Nullable WebhookRef webhook(ResultSet row) throws SQLException {
        var id = row.getObject("webhook_id", UUID.class);
        return id == null
                ? null
                : new WebhookRef(
                        id,
                        row.getString("webhook_name"),
                        Address.shown(row.getString("webhook_url")),
                        row.getBoolean("webhook_enabled"));
    }

    private static @Nullable ApiKeyRef apiKey(ResultSet row) throws SQLException {
        var id = row.getObject("api_key_id", UUID.class);
        return id == null
                ? null
                : new ApiKeyRef(
                        id,
                        row.getString("api_key_name"),
                        row.getString("api_key_last4"),
                        row.getBoolean("api_key_active"));
    }

    private static @Nullable ConnectionRef connection(ResultSet row) throws SQLException {
        var id = row.getObject("connection_id", UUID.class);
        return id == null
                ? null
                : new ConnectionRef(
                        id, row.getString("connection_name"), row.getBoolean("connection_enabled"));
    }

    private static @Nullable PendingRetry pendingRetry(ResultSet row) throws SQLException {
        var runAt = row.getObject("retry_run_at", OffsetDateTime.class);
        return runAt == null
                ? null
                : new PendingRetry(
                        runAt,
                        row.getInt("retry_attempt"),
                        row.getInt("retry_max_attempts"),
                        row.getString("retry_last_error"));
    }

    private static @Nullable EventPayload payload(ResultSet row) throws SQLException {
        if (row.getObject("payload_id") == null) {
            return null;
        }
        return new EventPayload(
                row.getString("content_type"),
                json(row.getString("request_headers")),
                row.getString("request_body"),
                row.getBoolean("request_truncated"),
                json(row.getString("response_headers")),
                row.getString("response_body"),
                row.getBoolean("response_truncated"),
                List.of((String[]) row.getArray("redacted_paths").getArray()));
    }

    private static @Nullable Object json(@Nullable String text) {
        return text == null ? null : JSON.readValue(text, Object.class);
    }

    private static <T> List<T> list(@Nullable String text, Class<T[]> type) {
        return text == null ? List.of() : List.of(JSON.readValue(text, type));
    }
}
