package io.pulsegate.dashboard;

import io.pulsegate.faults.Fault;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;
import io.pulsegate.sections.SectionReader;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads organisations together, beside the ticking thread: at most 4 statements for 500 of them. A
 * slow one delays those it is read with until it is split off, and nobody else.
 */
@Component
class SnapshotReader {

    private static final Logger log = LoggerFactory.getLogger(SnapshotReader.class);
    private static final int ORGS_A_READ = 500;

    private final SectionReader reader;
    private final LiveInbox inbox;
    private final LiveMeters meters;

    SnapshotReader(SectionReader reader, LiveInbox inbox, LiveMeters meters) {
        this.reader = reader;
        this.inbox = inbox;
        this.meters = meters;
    }

    /**
     * Returns at once.
     *
     * @param versions of the organisations to read, looked at before
     * @param whole gets every one of them, on the ticking thread, some as soon as they are there
     * @param done runs after that, on the ticking thread
     */
    void read(Map<OrgId, Long> versions, Consumer<List<Snapshot>> whole, Runnable done) {
        Thread.startVirtualThread(() -> {
            try {
                readAll(versions, whole);
            } finally {
                inbox.execute(done);
            }
        });
    }

    private void readAll(Map<OrgId, Long> versions, Consumer<List<Snapshot>> whole) {
        var orgs = List.copyOf(versions.keySet());
        for (int from = 0; from < orgs.size(); from += ORGS_A_READ) {
            var batch = new Batch(versions, whole);
            batch.read(orgs.subList(from, Math.min(orgs.size(), from + ORGS_A_READ)));
        }
    }

    /** One read, and what of it is not whole yet. */
    private final class Batch {

        private final Map<OrgId, Long> versions;
        private final Consumer<List<Snapshot>> whole;
        private final Map<OrgId, Map<SectionKey<?, ?>, Reading>> open = new HashMap<>();
        private final long readAt = System.nanoTime();

        Batch(Map<OrgId, Long> versions, Consumer<List<Snapshot>> whole) {
            this.versions = versions;
            this.whole = whole;
        }

        void read(List<OrgId> orgs) {
            orgs.forEach(org -> open.put(org, new HashMap<>()));
            var keys = orgs.stream().flatMap(org -> Snapshot.keys(org).stream()).toList();
            try {
                meters.read(reader.read(keys, Capacity.VIEWER, this::take));
            } catch (RuntimeException e) {
                log.error("live dashboards could not be read", e);
            } finally {
                // whatever happened: who waits for an answer gets one
                take(failed());
            }
        }

        private void take(Map<SectionKey<?, ?>, Reading> part) {
            part.forEach((key, reading) -> {
                var readings = open.get(key.org());
                if (readings != null) {
                    readings.putIfAbsent(key, reading);
                }
            });
            var ready = new ArrayList<Snapshot>();
            open.forEach((org, readings) -> {
                if (readings.size() == Snapshot.keys(org).size()) {
                    ready.add(
                            Snapshot.of(
                                    org,
                                    versions.getOrDefault(org, Snapshot.UNKNOWN),
                                    Map.copyOf(readings),
                                    readAt));
                }
            });
            ready.forEach(snapshot -> open.remove(snapshot.org()));
            if (!ready.isEmpty()) {
                inbox.execute(() -> whole.accept(ready));
            }
        }

        private Map<SectionKey<?, ?>, Reading> failed() {
            var failed = new HashMap<SectionKey<?, ?>, Reading>();
            var fault = new Fault.Unavailable("Temporarily unavailable", Duration.ofSeconds(5));
            open.keySet().stream()
                    .flatMap(org -> Snapshot.keys(org).stream())
                    .forEach(key -> failed.put(key, new Reading.Failed(fault)));
            return failed;
        }
    }
}
