package io.pulsegate.repairs;

import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.pulsegate.access.Viewer;
import io.pulsegate.faults.Fault;
import io.pulsegate.redaction.Redactor;
import io.pulsegate.repairs.WorkMessages.Claim;
import io.pulsegate.repairs.WorkMessages.Claimed;
import io.pulsegate.repairs.WorkMessages.Complete;
import io.pulsegate.repairs.WorkMessages.Extend;
import io.pulsegate.repairs.WorkMessages.Extended;
import io.pulsegate.repairs.WorkMessages.Fail;
import io.pulsegate.repairs.WorkMessages.Finished;
import io.pulsegate.repairs.WorkMessages.Item;
import io.pulsegate.repairs.WorkMessages.Payload;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgTables;
import io.pulsegate.work.Ending;
import io.pulsegate.work.Ending.Verdict;
import io.pulsegate.work.Work;
import io.pulsegate.work.WorkQueue;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/** Work that is not ours: leased to whoever claims it, and ended by what he says. */
@Component
class ForeignWork {

    private static final String ABOUT =
            """
            select q.id, l.connection_id, l.business_kind, l.business_ref, l.correlation_id,
                   p.content_type, p.request_body, not p.request_truncated and p.redacted_paths = '{}' as complete
              from retry_queue q
              left join integration_logs l on l.org_id = q.org_id and l.id = q.log_id
              left join event_payloads p on p.org_id = q.org_id and p.id = q.payload_id
             where q.org_id = (select pulsegate_org_id()) and q.id = any (?::uuid[])
             order by q.run_at, q.id
            """;
    private static final String HANDLER =
            "select handler from retry_queue where org_id = (select pulsegate_org_id()) and id = ?";
    private static final Duration NEXT = Duration.ofMinutes(5);
    private static final int LONGEST_WAIT = 86_400;

    private final OrgDatabase database;
    private final WorkQueue queue;
    private final Redactor redactor;

    ForeignWork(OrgDatabase database, WorkQueue queue, Redactor redactor) {
        this.database = database;
        this.queue = queue;
        this.redactor = redactor;
    }

    Claimed claim(Viewer viewer, Claim claim) {
        var types = claim.codes();
        int many = claim.many();
        return new Claimed(
                database.inOrgPersistently(
                        viewer.org(),
                        viewer.capacity(),
                        tables ->
                                items(
                                        tables,
                                        queue.leaseForOthers(tables, types, many, claim.lease()))));
    }

    private static List<Item> items(OrgTables tables, List<Work> leased) {
        if (leased.isEmpty()) {
            return List.of();
        }
        var byId = leased.stream().collect(toMap(Work::id, work -> work));
        return tables.list(
                ABOUT,
                row -> item(Objects.requireNonNull(byId.get(row.getObject("id", UUID.class))), row),
                leased.stream().map(work -> work.id().toString()).collect(joining(",", "{", "}")));
    }

    private static Item item(Work work, ResultSet row) throws SQLException {
        return new Item(
                work.id(),
                work.leaseId(),
                work.leasedUntil(),
                work.type(),
                work.handler(),
                work.eventId(),
                work.key(),
                work.attempt(),
                work.maxAttempts(),
                work.lastError(),
                row.getObject("connection_id", UUID.class),
                row.getString("business_kind"),
                row.getString("business_ref"),
                row.getString("correlation_id"),
                payload(row));
    }

    private static @Nullable Payload payload(ResultSet row) throws SQLException {
        var body = row.getString("request_body");
        return body == null
                ? null
                : new Payload(row.getString("content_type"), body, row.getBoolean("complete"));
    }

    Extended extend(Viewer viewer, Extend extend) {
        var id = WorkMessages.required("id", extend.id());
        var lease = WorkMessages.required("lease_id", extend.leaseId());
        return database.inOrgPersistently(
                viewer.org(),
                viewer.capacity(),
                tables ->
                        queue.extend(tables, id, lease, extend.lease())
                                .map(Extended::new)
                                .orElseThrow(ForeignWork::lost));
    }

    Finished complete(Viewer viewer, Complete said) {
        var message = text("message", said.message());
        return finish(
                viewer,
                said.id(),
                said.leaseId(),
                handler ->
                        new Ending(
                                Verdict.DONE,
                                null,
                                requireNonNullElse(message, handler + " done again"),
                                null,
                                null,
                                null,
                                WorkMessages.within("http_status", said.httpStatus(), 100, 599),
                                WorkMessages.within(
                                        "duration_ms", said.durationMs(), 0, Integer.MAX_VALUE),
                                null,
                                viewer.subject().id()));
    }

    Finished fail(Viewer viewer, Fail said) {
        var error = requireNonNullElse(text("error", said.error()), "It failed again.");
        var asked =
                WorkMessages.within(
                        "retry_after_seconds", said.retryAfterSeconds(), 1, LONGEST_WAIT);
        boolean again = said.retryable() == null || said.retryable();
        var wait = asked == null ? NEXT : Duration.ofSeconds(asked);
        return finish(
                viewer,
                said.id(),
                said.leaseId(),
                handler ->
                        new Ending(
                                again ? Verdict.AGAIN : Verdict.NEVER,
                                again ? OffsetDateTime.now(ZoneOffset.UTC).plus(wait) : null,
                                handler + " failed again",
                                error,
                                text("error_code", said.errorCode()),
                                null,
                                WorkMessages.within("http_status", said.httpStatus(), 100, 599),
                                WorkMessages.within(
                                        "duration_ms", said.durationMs(), 0, Integer.MAX_VALUE),
                                null,
                                viewer.subject().id()));
    }

    /** What others write is masked before it is stored. */
    private @Nullable String text(String name, @Nullable String said) {
        var text = WorkMessages.text(name, said);
        return text == null ? null : redactor.text(text);
    }

    private Finished finish(
            Viewer viewer,
            @Nullable UUID work,
            @Nullable UUID leased,
            Function<String, Ending> ending) {
        var id = WorkMessages.required("id", work);
        var lease = WorkMessages.required("lease_id", leased);
        return database.inOrgPersistently(
                viewer.org(),
                viewer.capacity(),
                tables -> {
                    var handler =
                            tables.list(HANDLER, row -> row.getString("handler"), id).stream()
                                    .findFirst()
                                    .orElse("work");
                    return queue.finish(tables, id, lease, ending.apply(handler))
                            .map(Finished::of)
                            .orElseThrow(ForeignWork::lost);
                });
    }

    private static Fault.Stale lost() {
        return new Fault.Stale(
                "The lease is not yours any more: it ran out and the work went to somebody else, or"
                        + " it is finished. Claim anew.");
    }
}
