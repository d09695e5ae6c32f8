package io.pulsegate.deliveries;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.pulsegate.redaction.Redactor;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.OrgTables;
import io.pulsegate.tenancy.SealedSecret;
import io.pulsegate.work.Work;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What belongs to leased deliveries, and what is written down about an attempt. */
final class DeliveryQueries {

    private static final String PARCELS =
            """
            select q.id, coalesce(d.message_id, q.log_id) as message_id, w.url, coalesce(w.enabled, false) as enabled,
                   s.id as secret_id, s.nonce, s.ciphertext, o.id as old_id, o.nonce as old_nonce, o.ciphertext as old_ciphertext, p.content_type,
                   case when not p.request_truncated and p.redacted_paths = '{}' then p.request_body end as body
              from retry_queue q
              left join webhooks w on w.org_id = q.org_id and w.id = q.webhook_id
              left join secrets s on s.org_id = q.org_id and s.id = w.secret_id
              left join secrets o on o.org_id = q.org_id and o.id = w.previous_secret_id and w.previous_secret_until > now()
              left join webhook_deliveries d on d.org_id = q.org_id and d.id = q.delivery_id
              left join event_payloads p on p.org_id = q.org_id and p.id = q.payload_id
             where q.org_id = ? and q.id = any (?::uuid[])
            """;
    private static final String ATTEMPT =
            """
            insert into webhook_delivery_attempts (org_id, delivery_id, attempt_number, trigger, url, response_status, error, duration_ms, payload_id, started_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, now() - ? * interval '1 millisecond')
            """;
    private static final String PAYLOAD =
            """
            insert into event_payloads (org_id, request_headers, request_body, response_headers, response_body, response_truncated, content_type, redaction_version, redacted_paths)
            values (?, ?::jsonb, ?, ?::jsonb, ?, ?, ?, ?, ?) returning id
            """;

    private DeliveryQueries() {}

    static List<Parcel> parcels(OrgTables tables, OrgId org, List<Work> leased) {
        if (leased.isEmpty()) {
            return List.of();
        }
        var byId = leased.stream().collect(toMap(Work::id, work -> work));
        return tables.list(
                PARCELS,
                row -> parcel(row, org, Objects.requireNonNull(byId.get(id(row)))),
                org.value(),
                leased.stream().map(work -> work.id().toString()).collect(joining(",", "{", "}")));
    }

    private static Parcel parcel(ResultSet row, OrgId org, Work work) throws SQLException {
        return new Parcel(
                org,
                work,
                row.getObject("message_id", UUID.class),
                row.getString("url"),
                row.getBoolean("enabled"),
                Stream.of(secret(row, "secret_id", ""), secret(row, "old_id", "old_"))
                        .flatMap(Optional::stream)
                        .toList(),
                row.getString("content_type"),
                row.getString("body"));
    }

    private static UUID id(ResultSet row) throws SQLException {
        return row.getObject("id", UUID.class);
    }

    private static Optional<Parcel.Sealed> secret(ResultSet row, String id, String prefix)
            throws SQLException {
        var name = row.getObject(id, UUID.class);
        return name == null
                ? Optional.empty()
                : Optional.of(
                        new Parcel.Sealed(
                                name,
                                new SealedSecret(
                                        row.getBytes(prefix + "nonce"),
                                        row.getBytes(prefix + "ciphertext"))));
    }

    /** Keeps what was sent and what came back; the id under which it is found. */
    static UUID keep(OrgTables tables, Parcel parcel, Exchange exchange) {
        return tables.list(
                        PAYLOAD,
                        row -> row.getObject("id", UUID.class),
                        parcel.org().value(),
                        exchange.requestHeaders(),
                        parcel.body(),
                        exchange.responseHeaders(),
                        exchange.responseBody(),
                        exchange.truncated(),
                        parcel.contentType(),
                        Redactor.VERSION,
                        exchange.maskedPaths().toArray(String[]::new))
                .getFirst();
    }

    static void record(
            OrgTables tables, Parcel parcel, Judgement judgement, @Nullable UUID payloadId) {
        var work = parcel.work();
        if (work.deliveryId() == null || parcel.url() == null) {
            return;
        }
        tables.change(
                ATTEMPT,
                parcel.org().value(),
                work.deliveryId(),
                work.attempt(),
                work.trigger(),
                parcel.shownUrl(),
                judgement.httpStatus(),
                judgement.error(),
                judgement.durationMs(),
                payloadId,
                judgement.durationMs());
    }

    static void switchOff(OrgTables tables, Parcel parcel, String reason) {
        tables.change(
                "update webhooks set enabled = false, disabled_reason = ?, gone_at = now(),"
                        + " updated_at = now() where org_id = ? and id = ? and enabled",
                reason,
                parcel.org().value(),
                parcel.work().webhookId());
    }
}
