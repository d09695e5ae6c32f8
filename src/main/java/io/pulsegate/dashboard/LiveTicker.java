package io.pulsegate.dashboard;

import io.pulsegate.faults.Fault;
import io.pulsegate.live.Answer;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;
import io.pulsegate.sections.SectionReader;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.OrgVersions;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one slot does: one probe of versions for all watched organisations, one read of all whose
 * figures changed (at most 4 statements per 500 of them), one execution per question, and the same
 * bytes to everybody who asks it. All methods run on the thread of {@link LiveDashboards}.
 */
@Component
class LiveTicker {

    private static final Logger log = LoggerFactory.getLogger(LiveTicker.class);
    private static final int ORGS_A_READ = 500;
    private static final long UNKNOWN = -1;

    private final OrgVersions versions;
    private final SectionReader reader;
    private final LiveEngine engine;
    private final Admissions admissions;

    private final Map<LiveKey, LiveQuery> queries = new HashMap<>();
    private final Map<OrgId, Snapshot> snapshots = new HashMap<>();
    private final List<Watching> newcomers = new ArrayList<>();
    private boolean away;

    LiveTicker(
            OrgVersions versions, SectionReader reader, LiveEngine engine, Admissions admissions) {
        this.versions = versions;
        this.reader = reader;
        this.engine = engine;
        this.admissions = admissions;
    }

    void arrive(Watching watching, Duration cadence) {
        queries.computeIfAbsent(
                        watching.key,
                        key ->
                                new LiveQuery(
                                        key,
                                        watching.admission.viewer(),
                                        cadence,
                                        System.nanoTime()))
                .watchers
                .add(watching);
        newcomers.add(watching);
    }

    void leave(Watching watching) {
        newcomers.remove(watching);
        var query = queries.get(watching.key);
        if (query != null && query.watchers.remove(watching) && query.watchers.isEmpty()) {
            queries.remove(watching.key);
            if (queries.keySet().stream().noneMatch(key -> key.org().equals(watching.key.org()))) {
                snapshots.remove(watching.key.org());
            }
        }
    }

    /**
     * Gives everybody who came since the last time the first answer, each question executed once.
     */
    void welcome() {
        if (newcomers.isEmpty()) {
            return;
        }
        var guests = newcomers.stream().collect(Collectors.groupingBy(guest -> guest.key));
        newcomers.clear();
        readChanged(orgs(guests.keySet()), System.nanoTime());
        guests.forEach((key, watchers) -> {
            var query = Objects.requireNonNull(queries.get(key));
            send(query, watchers, snapshot -> query.first(snapshot, away));
        });
    }

    void tick(long now) {
        if (queries.isEmpty()) {
            return;
        }
        boolean wasAway = away;
        var changed = readChanged(orgs(queries.keySet()), now);
        for (var query : List.copyOf(queries.values())) {
            boolean news = changed.contains(query.key.org()) || away != wasAway;
            if (news || query.due(now)) {
                send(query, query.watchers, snapshot -> query.next(snapshot, now, away));
            }
        }
        if (!away) {
            queries.values().forEach(query -> admissions.check(query.watchers));
        }
    }

    private static Set<OrgId> orgs(Collection<LiveKey> keys) {
        return keys.stream().map(LiveKey::org).collect(Collectors.toSet());
    }

    /**
     * Probes, reads again whose figures changed, and says whose did; knows then whether the
     * database is away.
     */
    private Set<OrgId> readChanged(Set<OrgId> orgs, long now) {
        Map<OrgId, Long> current = Map.of();
        try {
            current = versions.dataVersions(orgs);
            back();
        } catch (Fault.Unavailable e) {
            gone();
        }
        var changed = new LinkedHashSet<OrgId>();
        for (var org : orgs) {
            // while the database is away, who has no figures yet is told so; who has, keeps the old
            if (away
                    ? !snapshots.containsKey(org)
                    : !holds(org, current.getOrDefault(org, UNKNOWN), now)) {
                changed.add(org);
            }
        }
        read(List.copyOf(changed), current);
        return changed;
    }

    private boolean holds(OrgId org, long version, long now) {
        var snapshot = snapshots.get(org);
        return snapshot != null && snapshot.holds(version, now);
    }

    private void read(List<OrgId> orgs, Map<OrgId, Long> current) {
        for (int from = 0; from < orgs.size(); from += ORGS_A_READ) {
            readTogether(orgs.subList(from, Math.min(orgs.size(), from + ORGS_A_READ)), current);
        }
    }

    private void readTogether(List<OrgId> orgs, Map<OrgId, Long> current) {
        long now = System.nanoTime();
        var keys = orgs.stream().flatMap(org -> Snapshot.keys(org).stream()).toList();
        var readings = reader.read(keys, Capacity.VIEWER);
        for (var org : orgs) {
            var own =
                    Snapshot.keys(org).stream()
                            .collect(
                                    Collectors.<SectionKey<?, ?>, SectionKey<?, ?>, Reading>toMap(
                                            Function.identity(),
                                            key -> Objects.requireNonNull(readings.get(key))));
            keep(new Snapshot(org, current.getOrDefault(org, UNKNOWN), own, now));
        }
    }

    /** Old figures are better than none: they stay, marked as stale, while nothing can be read. */
    private void keep(Snapshot fresh) {
        if (fresh.empty() && snapshots.containsKey(fresh.org())) {
            gone();
        } else {
            snapshots.put(fresh.org(), fresh);
        }
    }

    private void send(
            LiveQuery query, List<Watching> watchers, Function<Snapshot, DashboardUpdate> update) {
        var snapshot = snapshots.get(query.key.org());
        if (snapshot == null) {
            return;
        }
        var answer = answer(query, update.apply(snapshot));
        if (answer != null) {
            watchers.stream()
                    .filter(watching -> !watching.inDoubt)
                    .forEach(watching -> watching.watcher.answer(answer));
        }
    }

    private @Nullable Answer answer(LiveQuery query, DashboardUpdate update) {
        try {
            return engine.answer(query.key, query.viewer, update);
        } catch (RuntimeException e) {
            log.error("a live question of organisation {} failed", query.key.org(), e);
            return null;
        }
    }

    private void gone() {
        if (!away) {
            away = true;
            log.warn("live dashboards are stale: the database does not answer");
        }
    }

    private void back() {
        if (away) {
            away = false;
            log.info("live dashboards are current again");
        }
    }
}
