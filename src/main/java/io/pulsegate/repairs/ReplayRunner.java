package io.pulsegate.repairs;

import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.work.Queued;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.util.UUID;

/**
 * Hands over what replays planned, second by second, and ends those that are over or go wrong. The
 * rules are SQL's {@code advance_replays}, under a lock: several nodes are no faster than one.
 */
@Component
class ReplayRunner {

    private static final Logger log = LoggerFactory.getLogger(ReplayRunner.class);
    private static final String DUE = "select * from orgs_with_work('replays', 200) as org_id";

    private final OrgDatabase database;
    private final ApplicationEventPublisher events;

    ReplayRunner(OrgDatabase database, ApplicationEventPublisher events) {
        this.database = database;
        this.events = events;
    }

    @Scheduled(fixedDelayString = "PT1S")
    void run() {
        try {
            database.maintain(DUE, row -> new OrgId(row.getObject("org_id", UUID.class)))
                    .forEach(this::advance);
        } catch (Fault.Unavailable e) {
            log.warn("replays wait for the database");
        }
    }

    /** One organisation's trouble is not the others'. */
    private void advance(OrgId org) {
        try {
            int released =
                    database.inOrgPersistently(
                            org,
                            Capacity.SYSTEM,
                            tables ->
                                    tables.list(
                                                    "select advance_replays() as released",
                                                    row -> row.getInt("released"))
                                            .getFirst());
            if (released > 0) {
                events.publishEvent(new Queued(org));
            }
        } catch (RuntimeException e) {
            log.warn("replays of organisation {} failed: {}", org, e.getMessage());
        }
    }
}
