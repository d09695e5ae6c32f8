package io.pulsegate.tenancy;

import io.pulsegate.faults.Fault;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.util.List;

/**
 * Commits something once a second, where there is a replica. It knows the instant of the last
 * commit that it has followed, and nothing else tells an idle primary from one that is not heard of
 * any more.
 */
@Component
class ReplicaBeat {

    private static final Logger log = LoggerFactory.getLogger(ReplicaBeat.class);

    private final OrgDatabase database;
    private final boolean listened;

    ReplicaBeat(OrgDatabase database, DatabaseProperties properties) {
        this.database = database;
        this.listened = properties.replicaUrl() != null;
    }

    /** A transaction that has a number is committed in the log, though it changes nothing. */
    @Scheduled(fixedDelayString = "PT1S")
    void beat() {
        if (!listened) return;
        try {
            List<Boolean> _ = database.maintain("select pg_current_xact_id()", _ -> true);
        } catch (Fault.Unavailable e) {
            log.debug("no beat for replicas: {}", e.getMessage());
        }
    }
}
