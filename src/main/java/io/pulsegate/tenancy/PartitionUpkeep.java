package io.pulsegate.tenancy;

import io.pulsegate.faults.Fault;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Room for the events to come, and none for those past their retention: at start and every hour.
 * The database function lets one node do it.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class PartitionUpkeep {

    private static final Logger log = LoggerFactory.getLogger(PartitionUpkeep.class);

    private final OrgDatabase database;

    PartitionUpkeep(OrgDatabase database) {
        this.database = database;
    }

    @Scheduled(fixedDelayString = "PT1H")
    void run() {
        try {
            database.maintain(
                            "select made, dropped from maintain_partitions()",
                            row -> new Done(row.getInt("made"), row.getInt("dropped")))
                    .forEach(Done::say);
        } catch (Fault.Unavailable e) {
            // partitions are made two steps ahead: there is time
            log.warn("partition upkeep failed, next try in an hour");
        }
    }

    private record Done(int made, int dropped) {
        void say() {
            if (made + dropped > 0) log.info("partitions: {} made, {} dropped", made, dropped);
        }
    }
}
