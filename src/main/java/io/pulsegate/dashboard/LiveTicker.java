package io.pulsegate.dashboard;

import io.pulsegate.access.Rounds;
import io.pulsegate.faults.Fault;
import io.pulsegate.live.Answer;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.OrgVersions;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one slot does: one probe of versions for all watched organisations, one read of all whose
 * figures changed, one execution per question, and the same bytes to everybody who asks it. All
 * methods run on the ticking thread, which waits for the probe and for nothing else.
 */
@Component
class LiveTicker {

    private static final Logger log = LoggerFactory.getLogger(LiveTicker.class);

    /**
     * A minute turns for all organisations at once. So many that it changed are read when it
     * happens; of more, each in a slot of its own, the one in which an update is due by a cadence
     * of half a minute.
     */
    private static final int AGED_AT_ONCE = 10;

    private static final int TURNS = 30;

    /**
     * Half of the connections. While so many reads go on, who comes waits for one of them to end,
     * and is read together with all others who came meanwhile.
     */
    private static final int READS_AT_ONCE = 4;

    private final OrgVersions versions;
    private final OrgVersions everywhere;
    private final SnapshotReader reader;
    private final LiveEngine engine;
    private final Rounds rounds;
    private final LiveMeters meters;
    private final boolean early;

    private final Map<OrgId, LiveOrg> orgs = new HashMap<>();
    private final Set<LiveOrg> visited = new LinkedHashSet<>();
    private int reads;

    /** Time has changed many, and not all of them have been read since. */
    private boolean inTurns;

    private Fault.@Nullable Unavailable away;
    private boolean toldAway;

    /**
     * @param versions of the figures that a read finds, on a replica where there is one
     * @param everywhere what the primary has
     */
    LiveTicker(
            @Qualifier("figureVersions") OrgVersions versions,
            OrgVersions everywhere,
            SnapshotReader reader,
            LiveEngine engine,
            Rounds rounds,
            LiveMeters meters,
            LiveProperties properties) {
        this.versions = versions;
        this.everywhere = everywhere;
        this.reader = reader;
        this.engine = engine;
        this.rounds = rounds;
        this.meters = meters;
        this.early = properties.early();
    }

    void arrive(Watching watching, Duration cadence) {
        var org = orgs.computeIfAbsent(watching.key.org(), LiveOrg::new);
        org.arrive(watching, cadence);
        visited.add(org);
        meters.arrived();
    }

    void leave(Watching watching) {
        var org = orgs.get(watching.key.org());
        if (org == null || !org.leave(watching)) {
            return;
        }
        meters.left();
        if (org.isEmpty()) {
            orgs.remove(org.id);
            visited.remove(org);
        }
    }

    /** Answers everybody who came since the last time, or begins to read what they wait for. */
    void welcome() {
        if (visited.isEmpty()) {
            return;
        }
        var guests =
                visited.stream().filter(org -> reads < READS_AT_ONCE || org.isSettled()).toList();
        visited.removeAll(Set.copyOf(guests));
        look(guests, System.nanoTime());
        guests.stream().filter(LiveOrg::isSettled).forEach(org -> safely(org, () -> greet(org)));
    }

    void tick(long now) {
        if (orgs.isEmpty()) {
            return;
        }
        long aged = orgs.values().stream().filter(org -> org.hasAged(now)).count();
        inTurns = aged > AGED_AT_ONCE || (inTurns && aged > 0);
        look(early || away != null ? orgs.values() : due(now), now);
        rounds.look(
                orgs.values().stream()
                        .flatMap(LiveOrg::everybody)
                        .map(watching -> watching.guest)
                        .toList());
        boolean turned = (away != null) != toldAway;
        toldAway = away != null;
        if (turned) {
            orgs.values().forEach(LiveOrg::oweNews);
        }
        orgs.values().stream()
                .filter(LiveOrg::isSettled)
                .forEach(org -> safely(org, () -> tell(org, now, false)));
        meters.slotEnds();
    }

    private Collection<LiveOrg> due(long now) {
        return orgs.values().stream().filter(org -> org.isDue(now)).toList();
    }

    /**
     * Probes, and begins to read whose figures changed; knows then whether the database is away.
     */
    private void look(Collection<LiveOrg> looked, long now) {
        var current = looked.isEmpty() ? null : probe(looked);
        if (current == null) {
            looked.forEach(org -> nothingNew(org, now));
            return;
        }
        // who failed before is read apart, so that nobody has to wait for him twice
        var well = new HashMap<OrgId, Long>();
        var sick = new HashMap<OrgId, Long>();
        for (var org : looked) {
            long version = current.getOrDefault(org.id, Snapshot.UNKNOWN);
            boolean itsTurn = !inTurns || LiveQuery.isSlotOf(org.id, TURNS, now);
            if (org.mustRead(version, versions.asOf(), now) || (itsTurn && org.hasAged(now))) {
                org.startReading(now);
                (org.isSick() ? sick : well).put(org.id, version);
            }
        }
        begin(well);
        begin(sick);
    }

    private void begin(Map<OrgId, Long> read) {
        if (!read.isEmpty()) {
            reads++;
            reader.read(read, this::arrived, () -> reads--);
        }
    }

    private void nothingNew(LiveOrg org, long now) {
        if (away != null) {
            org.keepIfNone(Snapshot.ofNothing(org.id, away, now));
        }
    }

    /** Null when the database does not answer. */
    private @Nullable Map<OrgId, Long> probe(Collection<LiveOrg> looked) {
        var ids = looked.stream().map(org -> org.id).toList();
        try {
            var current = versions.dataVersions(ids);
            var ahead =
                    looked.stream()
                            .flatMap(LiveOrg::everybody)
                            .filter(watching ->
                                    watching.mustBeChecked(
                                            current.getOrDefault(
                                                    watching.key.org(), Snapshot.UNKNOWN)))
                            .toList();
            back();
            return ahead.isEmpty() ? current : probeSince(ahead, ids);
        } catch (Fault.Unavailable e) {
            gone(e);
            return null;
        }
    }

    /** What these saw on another node, or before a restart, this one has not seen yet. */
    private Map<OrgId, Long> probeSince(List<Watching> ahead, List<OrgId> ids) {
        long since = System.nanoTime();
        var current = everywhere.dataVersionsSince(since, ids);
        ahead.forEach(Watching::checked);
        return current;
    }

    private void arrived(List<Snapshot> snapshots) {
        long now = System.nanoTime();
        for (var snapshot : snapshots) {
            var org = orgs.get(snapshot.org());
            if (org != null) {
                org.keep(snapshot);
                if (snapshot.away()) {
                    gone(snapshot.why());
                }
                safely(
                        org,
                        () -> {
                            tell(org, now, early);
                            greet(org);
                        });
            }
        }
    }

    /** Whatever goes wrong with one organisation, the others are told. */
    private static void safely(LiveOrg org, Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            log.error("live dashboards of organisation {} failed", org.id, e);
        }
    }

    /** The next answer, for those who wait for it: all, or those to whom it is due. */
    private void tell(LiveOrg org, long now, boolean all) {
        boolean everybody = all || org.owesNews();
        for (var query : org.queries()) {
            if (!query.watchers.isEmpty() && (everybody || query.isDue(now))) {
                long due = query.isDue(now) ? query.due() : org.noticedAt(now);
                send(query, query.watchers, query.next(org, now, away != null), due);
            }
        }
        org.told();
    }

    /** The first answer of each question, executed once for all who come within a second. */
    private void greet(LiveOrg org) {
        for (var query : org.queries()) {
            var ready = query.newcomers.stream().filter(org::isNewsFor).toList();
            if (!ready.isEmpty()) {
                ready.forEach(query.newcomers::remove);
                query.watchers.addAll(ready);
                var due = ready.getFirst().arrivedAt;
                hand(greeting(query, org, due), org.snapshot().version(), ready);
            }
            if (!query.newcomers.isEmpty()) {
                visited.add(org);
            }
        }
    }

    private Answer greeting(LiveQuery query, LiveOrg org, long due) {
        var snapshot = org.snapshot();
        boolean stale = away != null;
        long now = System.nanoTime();
        var known = query.greeting(snapshot, stale, now);
        if (known != null) {
            return new Answer(known, due, null);
        }
        var answer = execute(query, query.first(org, stale), due);
        query.greeted(answer.json(), snapshot, stale, now);
        return answer;
    }

    private void send(
            LiveQuery query, Collection<Watching> watchers, DashboardUpdate update, long due) {
        hand(execute(query, update, due), update.seq(), watchers);
    }

    private Answer execute(LiveQuery query, DashboardUpdate update, long due) {
        meters.executed();
        return engine.answer(query.key, query.viewer, update, due);
    }

    private void hand(Answer answer, long seq, Collection<Watching> watchers) {
        boolean current = away == null && seq != Snapshot.UNKNOWN;
        watchers.forEach(watching -> watching.tell(answer, seq, current));
    }

    private void gone(Fault.Unavailable why) {
        if (away == null) {
            log.warn("live dashboards are stale: the database does not answer");
            meters.away(true);
        }
        away = why;
    }

    private void back() {
        if (away != null) {
            log.info("live dashboards are current again");
            meters.away(false);
            orgs.values().forEach(LiveOrg::distrust);
        }
        away = null;
    }
}
