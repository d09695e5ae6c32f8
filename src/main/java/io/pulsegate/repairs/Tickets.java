package io.pulsegate.repairs;

import io.pulsegate.access.Viewer;
import io.pulsegate.audit.AuditLog;
import io.pulsegate.faults.Fault;
import io.pulsegate.faults.Input;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.OrgTables;
import io.pulsegate.tenancy.Read;
import io.pulsegate.work.Queued;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Attempts that people ask for: retries, and tests of webhooks. */
@Component
class Tickets {

    private static final String REQUEST =
            "select ticket_id, fresh, obstacle from request_retry(?, ?, ?)";
    private static final String TEST =
            "select ticket_id, fresh, obstacle from request_webhook_test(?, ?, ?)";
    private static final String TICKET =
            "select * from retry_tickets where org_id = (select pulsegate_org_id()) and id = ?";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final OrgDatabase database;
    private final ApplicationEventPublisher events;

    Tickets(OrgDatabase database, ApplicationEventPublisher events) {
        this.database = database;
        this.events = events;
    }

    /** What the database said to a request: a ticket, or why there is none. */
    private record Said(@Nullable UUID ticket, boolean fresh, @Nullable String obstacle) {
        static Said of(ResultSet row) throws SQLException {
            return new Said(
                    row.getObject("ticket_id", UUID.class),
                    row.getBoolean("fresh"),
                    row.getString("obstacle"));
        }

        /** The ticket, or the fault that says why there is none. */
        UUID orFault() {
            if ("KEY_USED".equals(obstacle)) {
                throw new Fault.Invalid("This idempotency key was used for something else.");
            }
            if (ticket == null) {
                throw new Fault.NotRetryable(
                        RetryObstacle.valueOf(String.valueOf(obstacle)).words());
            }
            return ticket;
        }
    }

    /**
     * A ticket for one attempt at an event, now. The same key gives the same ticket; what runs
     * already is not begun a second time.
     *
     * @throws Fault.NotRetryable when it cannot be tried again
     */
    RetryTicket request(Viewer viewer, UUID event, IdempotencyKey key) {
        var ticket =
                database.inOrgPersistently(
                        viewer.org(),
                        viewer.capacity(),
                        tables -> request(tables, viewer, event, key));
        events.publishEvent(new Queued(viewer.org()));
        return ticket;
    }

    /** The same, for the event of a dead letter. */
    RetryTicket requestDead(Viewer viewer, UUID deadLetter, IdempotencyKey key) {
        var ticket =
                database.inOrgPersistently(
                        viewer.org(),
                        viewer.capacity(),
                        tables -> request(tables, viewer, eventOf(tables, deadLetter), key));
        events.publishEvent(new Queued(viewer.org()));
        return ticket;
    }

    /**
     * A ticket for one delivery to a webhook, to see whether it arrives. The same key gives the
     * same ticket.
     *
     * @throws Fault.NotRetryable while the webhook is switched off
     */
    RetryTicket test(Viewer viewer, UUID webhook, IdempotencyKey key) {
        var ticket =
                database.inOrgPersistently(
                        viewer.org(),
                        viewer.capacity(),
                        tables -> test(tables, viewer, webhook, key));
        events.publishEvent(new Queued(viewer.org()));
        return ticket;
    }

    private static RetryTicket test(
            OrgTables tables, Viewer viewer, UUID webhook, IdempotencyKey key) {
        var said =
                tables.list(TEST, Said::of, webhook, key.text(), viewer.subject().id()).stream()
                        .findFirst()
                        .orElseThrow(() -> Input.unknown("webhook"));
        var ticket = said.orFault();
        if (said.fresh()) {
            var what = Map.of("ticket", ticket);
            AuditLog.write(tables, viewer, "webhook.test", "webhook", webhook, what, null);
        }
        return tables.list(TICKET, RetryTicket::of, ticket).getFirst();
    }

    private static UUID eventOf(OrgTables tables, UUID deadLetter) {
        return tables
                .list(
                        "select log_id from dead_letter_queue where org_id = (select"
                                + " pulsegate_org_id()) and id = ?",
                        row -> row.getObject("log_id", UUID.class),
                        deadLetter)
                .stream()
                .findFirst()
                .orElseThrow(() -> Input.unknown("dead letter"));
    }

    private static RetryTicket request(
            OrgTables tables, Viewer viewer, UUID event, IdempotencyKey key) {
        var said =
                tables.list(REQUEST, Said::of, event, key.text(), viewer.subject().id()).stream()
                        .findFirst()
                        .orElseThrow(() -> Input.unknown("event"));
        var ticket = said.orFault();
        if (said.fresh()) {
            AuditLog.write(
                    tables,
                    viewer,
                    "retry.requested",
                    "event",
                    event,
                    Map.of("ticket", ticket),
                    null);
        }
        return tables.list(TICKET, RetryTicket::of, ticket).getFirst();
    }

    Optional<RetryTicket> find(OrgId org, UUID id) {
        var read = new Read<>(TICKET, RetryTicket::of, List.of(id));
        return database
                .read(List.of(org), Capacity.VIEWER, TIMEOUT, List.of(read))
                .rows()
                .getFirst()
                .of(org)
                .stream()
                .map(RetryTicket.class::cast)
                .findFirst();
    }
}
