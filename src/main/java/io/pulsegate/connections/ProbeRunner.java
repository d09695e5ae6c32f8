package io.pulsegate.connections;

import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.util.UUID;
import java.util.concurrent.Semaphore;

/** Looks for probes whose turn it is, and makes each on a virtual thread of its own. */
@Component
class ProbeRunner {

    private static final Logger log = LoggerFactory.getLogger(ProbeRunner.class);

    /** Organisations a round: the rest waits for the next, longest waiting first. */
    private static final String DUE = "select * from orgs_with_work('probes', 200) as org_id";

    private final OrgDatabase database;
    private final Prober prober;
    private final ProbeProperties properties;
    private final Semaphore free;

    ProbeRunner(OrgDatabase database, Prober prober, ProbeProperties properties) {
        this.database = database;
        this.prober = prober;
        this.properties = properties;
        this.free = new Semaphore(properties.perNode());
    }

    @Scheduled(fixedDelayString = "PT5S")
    void run() {
        try {
            database.maintain(DUE, row -> new OrgId(row.getObject("org_id", UUID.class)))
                    .forEach(this::lease);
        } catch (Fault.Unavailable e) {
            log.warn("probes wait for the database");
        }
    }

    /** One organisation's trouble is not the others'. */
    private void lease(OrgId org) {
        int room = Math.min(properties.perOrg(), free.availablePermits());
        if (room == 0) {
            return;
        }
        try {
            prober.leaseDue(org, room).forEach(this::make);
        } catch (RuntimeException e) {
            log.warn("probes of organisation {} failed: {}", org, e.getMessage());
        }
    }

    private void make(Probe probe) {
        free.acquireUninterruptibly();
        Thread.ofVirtual()
                .name("probe-" + probe.connection())
                .start(() -> {
                    try {
                        prober.make(probe);
                    } catch (RuntimeException e) {
                        // the lease runs out, and somebody tries again
                        log.warn("probe of connection {} came to no end", probe.connection(), e);
                    } finally {
                        free.release();
                    }
                });
    }
}
