package io.pulsegate.dashboard;

import io.pulsegate.tenancy.OrgId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** One organisation that somebody watches. Belongs to the ticking thread. */
final class LiveOrg {

    final OrgId id;
    private final Map<LiveKey, LiveQuery> queries = new HashMap<>();
    private @Nullable Snapshot snapshot;
    private long holds;

    private @Nullable OffsetDateTime asOf;

    /** The data version at the last probe. */
    private long version = Snapshot.UNKNOWN;

    private boolean reading;
    private long readingSince;
    private boolean owesNews;

    LiveOrg(OrgId id) {
        this.id = id;
    }

    Collection<LiveQuery> queries() {
        return queries.values();
    }

    void arrive(Watching watching, Duration cadence) {
        queries.computeIfAbsent(
                        watching.key,
                        key ->
                                new LiveQuery(
                                        key,
                                        watching.guest.admission().viewer(),
                                        cadence,
                                        System.nanoTime()))
                .newcomers
                .add(watching);
    }

    /** Whether it was here. */
    boolean leave(Watching watching) {
        var query = queries.get(watching.key);
        if (query == null
                || !(query.watchers.remove(watching) || query.newcomers.remove(watching))) {
            return false;
        }
        if (query.isEmpty()) {
            queries.remove(watching.key);
        }
        return true;
    }

    boolean isEmpty() {
        return queries.isEmpty();
    }

    boolean isDue(long now) {
        return queries.values().stream().anyMatch(query -> query.isDue(now));
    }

    Stream<Watching> everybody() {
        return queries.values().stream()
                .flatMap(query -> Stream.concat(query.watchers.stream(), query.newcomers.stream()));
    }

    /**
     * Takes note of the version at a probe, and says whether the figures must be read again.
     *
     * @param probedAsOf everything that was recorded before is in that version
     */
    boolean mustRead(long probed, @Nullable OffsetDateTime probedAsOf, long now) {
        version = probed;
        boolean holds = snapshot != null && snapshot.isOf(probed, now);
        if (holds) {
            learn(probedAsOf);
        }
        return !reading && (!holds || (isAwaited(now) && hasAged(now)));
    }

    private void learn(@Nullable OffsetDateTime instant) {
        if (instant != null && (asOf == null || instant.isAfter(asOf))) {
            asOf = instant;
        }
    }

    /** Everything that was recorded before is in the figures; null while nothing could be read. */
    @Nullable OffsetDateTime asOf() {
        return asOf;
    }

    /** Somebody is told something in this slot in any case. */
    private boolean isAwaited(long now) {
        return isDue(now)
                || queries.values().stream().anyMatch(query -> !query.newcomers.isEmpty());
    }

    /** Nothing happened, but time has changed its figures, and nobody is reading them. */
    boolean hasAged(long now) {
        return !reading && snapshot != null && now - snapshot.readAt() >= holds;
    }

    void startReading(long now) {
        reading = true;
        readingSince = now;
    }

    /** The figures that are there may be told: none newer are on their way. */
    boolean isSettled() {
        return !reading && snapshot != null;
    }

    /** Old figures are better than none: while nothing can be read they stay, marked as stale. */
    void keep(Snapshot fresh) {
        reading = false;
        if (snapshot == null || !fresh.away()) {
            snapshot = fresh;
            learn(fresh.asOf());
            holds = fresh.holds();
        }
    }

    /**
     * After an outage nothing is taken for granted: a database may have come back as it once was.
     */
    void distrust() {
        snapshot = snapshot == null ? null : snapshot.outdated();
    }

    void keepIfNone(Snapshot nothing) {
        if (snapshot == null && !reading) {
            snapshot = nothing;
        }
    }

    Snapshot snapshot() {
        return Objects.requireNonNull(snapshot);
    }

    /** Something of it could not be read the last time. */
    boolean isSick() {
        return snapshot != null && snapshot.failed();
    }

    /** When it was noticed that figures changed; now when none did. */
    long noticedAt(long now) {
        return readingSince == 0 ? now : readingSince;
    }

    /** Everybody must be told, whatever is due: the database went away, or came back. */
    void oweNews() {
        owesNews = true;
    }

    boolean owesNews() {
        return owesNews;
    }

    void told() {
        owesNews = false;
        readingSince = 0;
    }

    /** Whether these figures are no older than what the watcher saw before it came back. */
    boolean isNewsFor(Watching watching) {
        var seq = snapshot().version();
        return !watching.isAheadOf(seq) || (watching.isChecked() && seq >= version);
    }
}
