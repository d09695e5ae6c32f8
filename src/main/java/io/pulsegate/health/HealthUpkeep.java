package io.pulsegate.health;

import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Writes down what time alone changes: silence that became too long, a credential that ended, an
 * event that left the 24-hour window. Reading judges anew and needs none of it; the history of
 * statuses does. So it has time: what is due is spread over most of a run, where one after the
 * other would keep a processor from those who wait for an answer.
 */
@Component
class HealthUpkeep implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(HealthUpkeep.class);

    /** Organisations a run: the rest waits for the next, longest waiting first. */
    private static final String DUE = "select * from orgs_with_work('health', 500) as org_id";

    /** One node at a time for each organisation, and not again what another node just did. */
    private static final String REFRESH =
            """
            select refresh_integration_health(d.org_id, null)
              from (select ?::uuid as org_id) d
             where pg_try_advisory_xact_lock(hashtext('pulsegate.health'), hashtext(d.org_id::text))
               and exists (select from integration_health h
                            where h.org_id = d.org_id and h.valid_until <= now())
            """;

    /** Less than the time from run to run. */
    private static final Duration SPREAD = Duration.ofSeconds(25);

    private static final Duration AT_MOST = Duration.ofSeconds(1);

    private final OrgDatabase database;

    /** Held for as long as a run lasts. */
    private final Semaphore turn = new Semaphore(1);

    private final CountDownLatch stopped = new CountDownLatch(1);

    HealthUpkeep(OrgDatabase database) {
        this.database = database;
    }

    /**
     * At a rate, because that is on a thread of its own: what has a delay shares one with all jobs.
     */
    @Scheduled(fixedRateString = "PT30S")
    void run() {
        if (!turn.tryAcquire()) {
            return; // the last run has not ended, on a slow database
        }
        try {
            refresh(database.maintain(DUE, row -> new OrgId(row.getObject("org_id", UUID.class))));
        } catch (Fault.Unavailable e) {
            log.warn("health upkeep failed, next try in 30 s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            turn.release();
        }
    }

    @Override
    public void destroy() {
        stopped.countDown();
    }

    private void refresh(List<OrgId> due) throws InterruptedException {
        long gap = Math.min(AT_MOST.toNanos(), SPREAD.toNanos() / Math.max(1, due.size()));
        long began = System.nanoTime();
        for (int i = 0; i < due.size(); i++) {
            long wait = began + i * gap - System.nanoTime();
            if (stopped.await(wait, TimeUnit.NANOSECONDS)) {
                return;
            }
            refresh(due.get(i));
        }
    }

    /** One organisation's trouble is not the others'. */
    private void refresh(OrgId org) {
        try {
            database.inOrg(
                    org,
                    Capacity.SYSTEM,
                    tables -> tables.list(REFRESH, _ -> true, org.value()).size());
        } catch (RuntimeException e) {
            log.warn("health upkeep of organisation {} failed: {}", org, e.getMessage());
        }
    }
}
