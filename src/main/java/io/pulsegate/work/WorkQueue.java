package io.pulsegate.work;

import io.pulsegate.tenancy.OrgTables;
import io.pulsegate.work.Outcome.Result;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The queue, inside one transaction of one organisation. Its rules are SQL: db/migration/R__8. */
@Component
public class WorkQueue {

    private static final String DELIVERIES =
            "select * from lease_work(true, null, ?, ?, ? * interval '1 millisecond')";
    private static final String FOR_OTHERS =
            "select * from lease_work(false, ?, ?, 0, ? * interval '1 millisecond')";
    private static final String EXTEND =
            """
            update retry_queue set leased_until = now() + ? * interval '1 millisecond'
             where org_id = (select pulsegate_org_id()) and id = ? and lease_id = ? and state = 'running'
            returning leased_until
            """;
    private static final String FINISH =
            "select outcome, log_id, next_at from finish_work(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                    + " ?)";

    /** Webhook deliveries that are due: at most so many in flight, on all nodes together. */
    public List<Work> leaseDeliveries(
            OrgTables tables, int limit, int perEndpoint, Duration lease) {
        return tables.list(DELIVERIES, WorkQueue::work, limit, perEndpoint, lease.toMillis());
    }

    /** What other systems do again. */
    public List<Work> leaseForOthers(
            OrgTables tables, String @Nullable [] types, int limit, Duration lease) {
        return tables.list(FOR_OTHERS, WorkQueue::work, types, limit, lease.toMillis());
    }

    /** Until when the lease holds now; empty: it does not any more. */
    public Optional<OffsetDateTime> extend(
            OrgTables tables, UUID workId, UUID leaseId, Duration lease) {
        return tables
                .list(
                        EXTEND,
                        row -> row.getObject("leased_until", OffsetDateTime.class),
                        lease.toMillis(),
                        workId,
                        leaseId)
                .stream()
                .findFirst();
    }

    /**
     * Writes down how a lease ended; the same lease again gives the same outcome.
     *
     * @return empty when the lease is not held any more
     */
    public Optional<Outcome> finish(OrgTables tables, UUID workId, UUID leaseId, Ending ending) {
        return tables
                .list(
                        FINISH,
                        WorkQueue::outcome,
                        workId,
                        leaseId,
                        ending.verdict().name().toLowerCase(Locale.ROOT),
                        ending.next(),
                        ending.message(),
                        ending.error(),
                        ending.errorCode(),
                        ending.failureOrigin(),
                        ending.httpStatus(),
                        ending.durationMs(),
                        ending.payloadId(),
                        ending.actor() == null ? "system" : "api_key",
                        ending.actor())
                .stream()
                .findFirst();
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        return new Outcome(
                Result.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getObject("log_id", UUID.class),
                row.getObject("next_at", OffsetDateTime.class));
    }

    private static Work work(ResultSet row) throws SQLException {
        var event = row.getObject("log_id", UUID.class);
        var key = row.getString("idempotency_key");
        return new Work(
                row.getObject("id", UUID.class),
                row.getObject("lease_id", UUID.class),
                row.getObject("leased_until", OffsetDateTime.class),
                row.getString("integration_type"),
                row.getString("handler"),
                event,
                row.getObject("webhook_id", UUID.class),
                row.getObject("delivery_id", UUID.class),
                row.getObject("payload_id", UUID.class),
                key == null ? event.toString() : key,
                row.getString("trigger"),
                row.getInt("attempt"),
                row.getInt("max_attempts"),
                row.getString("last_error"));
    }
}
