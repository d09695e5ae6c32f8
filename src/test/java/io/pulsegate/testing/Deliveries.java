package io.pulsegate.testing;

import io.pulsegate.tenancy.SealedSecret;
import io.pulsegate.tenancy.SecretKey;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Failed deliveries of a {@link TestOrg}, as others leave them in the database. */
public record Deliveries(TestOrg org) {

    private static final String EVENT =
            """
            with p as (insert into event_payloads (org_id, content_type, request_body, redaction_version, redacted_paths)
                       values (?, 'application/json', ?, 1, ?) returning id),
                 d as (insert into webhook_deliveries (org_id, webhook_id, message_id, event_type, status, attempt_count)
                       values (?, ?, ?, 'order.created', 'retrying', 1) returning id)
            insert into integration_logs (org_id, integration_type, webhook_id, delivery_id, payload_id, event_type, direction, status, message,
                                          error_message, retryable, occurred_at)
            select ?, 'webhooks', ?, d.id, p.id, 'webhook.delivery', 'outbound', ?, 'order.created webhook', 'HTTP 503', true, now()
              from p, d
            returning id
            """;

    /** A failed delivery that nobody tries again; the id of its event. */
    public UUID failed(UUID webhook, String body) {
        return event(webhook, "error", body);
    }

    private UUID event(UUID webhook, String status, String body, String... redacted) {
        var id = org.id().value();
        return org.inOrg(jdbc ->
                jdbc.sql(EVENT)
                        .params(
                                id,
                                body,
                                redacted,
                                id,
                                webhook,
                                UUID.randomUUID(),
                                id,
                                webhook,
                                status)
                        .query(UUID.class)
                        .single());
    }

    /** A body that was masked before it was stored. */
    public UUID masked(UUID webhook) {
        return event(webhook, "error", "{\"card\":\"****1234\"}", "$.card");
    }

    /** A delivery that waits for its next attempt, which is due; the id of its event. */
    public UUID waiting(UUID webhook, String body, int attempt, int maxAttempts) {
        var event = event(webhook, "warning", body);
        queue(event, attempt, maxAttempts);
        return event;
    }

    private void queue(UUID event, int attempt, int maxAttempts) {
        org.change(
                """
                insert into retry_queue (org_id, log_id, integration_type, handler, payload_id, attempt, max_attempts, run_at)
                select org_id, id, integration_type, event_type, payload_id, ?, ?, now()
                  from integration_logs where id = ?
                """,
                attempt,
                maxAttempts,
                event);
    }

    /** A dead delivery; the id of its event. */
    public UUID dead(UUID webhook, String body) {
        var event = failed(webhook, body);
        bury(event, "HTTP 503 after 10 attempts");
        return event;
    }

    /** A failure of something that is not a delivery; the id of its event. */
    public UUID foreign(String type) {
        return org.inOrg(jdbc ->
                jdbc.sql(
                                """
                                with p as (insert into event_payloads (org_id, content_type, request_body, redaction_version)
                                           values (?, 'application/xml', '<invoice/>', 1) returning id)
                                insert into integration_logs (org_id, integration_type, payload_id, event_type, status, message, error_message,
                                                              retryable, business_kind, business_ref, occurred_at)
                                select ?, ?, p.id, ? || '.sync', 'error', 'failed', 'Sender Timeout', true, 'invoice', 'FV/7', now() from p
                                returning id
                                """)
                        .params(org.id().value(), org.id().value(), type, type)
                        .query(UUID.class)
                        .single());
    }

    public void foreignWaiting(String type) {
        queue(foreign(type), 1, 3);
    }

    public void bury(UUID event, String reason) {
        org.change(
                """
                insert into dead_letter_queue (org_id, log_id, integration_type, handler, payload_id, reason, attempts, dead_at)
                select org_id, id, integration_type, event_type, payload_id, ?, 10, now() from integration_logs where id = ?
                """,
                reason,
                event);
    }

    /** Gives a webhook a signing secret. */
    public void sign(UUID webhook, SecretKey key, byte[] secret) {
        var id = UUID.randomUUID();
        var sealed = SealedSecret.seal(key, org.id(), id, secret);
        org.change(
                "insert into secrets (id, org_id, kind, nonce, ciphertext) values (?, ?,"
                        + " 'webhook_signing', ?, ?)",
                id,
                org.id().value(),
                sealed.nonce(),
                sealed.ciphertext());
        org.change("update webhooks set secret_id = ? where id = ?", id, webhook);
    }

    /** Later outcomes of an event, oldest first. */
    public List<Map<String, Object>> outcomes(UUID event) {
        return rows(
                "select * from integration_logs where retry_of = '%s' order by occurred_at, id"
                        .formatted(event));
    }

    /** Rows as the gateway itself sees them; a null reads {@code "null"}. */
    public List<Map<String, Object>> rows(String sql) {
        return org.inOrg(
                jdbc -> jdbc.sql(sql).query().listOfRows().stream().map(Deliveries::told).toList());
    }

    private static Map<String, Object> told(Map<String, @Nullable Object> row) {
        var told = new LinkedHashMap<String, Object>();
        row.forEach((column, value) -> told.put(column, Objects.requireNonNullElse(value, "null")));
        return told;
    }
}
