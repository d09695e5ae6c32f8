package io.pulsegate.health;

import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.util.UUID;

/**
 * Writes down what time alone changes: silence that became too long, a credential that ended, an
 * event that left the 24-hour window. Reading judges anew and needs none of it; the history of
 * statuses does.
 */
@Component
class HealthUpkeep {

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

    private final OrgDatabase database;

    HealthUpkeep(OrgDatabase database) {
        this.database = database;
    }

    @Scheduled(fixedDelayString = "PT30S")
    void run() {
        try {
            database.maintain(DUE, row -> new OrgId(row.getObject("org_id", UUID.class)))
                    .forEach(this::refresh);
        } catch (Fault.Unavailable e) {
            log.warn("health upkeep failed, next try in 30 s");
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
