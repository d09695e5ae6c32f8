package io.pulsegate.dashboard;

import io.pulsegate.access.Viewer;
import io.pulsegate.tenancy.OrgId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Set;

/** One question and all who watch it. Belongs to the ticking thread. */
final class LiveQuery {

    final LiveKey key;

    /** Any viewer of this organisation with these grants: the answer is the same for all. */
    final Viewer viewer;

    final Set<Watching> watchers = new LinkedHashSet<>();

    /** Those who wait for their first answer. */
    final Set<Watching> newcomers = new LinkedHashSet<>();

    private final long cadence;
    private long due;
    private @Nullable Told told;
    private @Nullable Greeting greeting;

    /** What the last who came was told first, encoded. */
    @SuppressWarnings("ArrayRecordComponent") // shared bytes are the point
    private record Greeting(byte[] json, long version, long readAt, boolean away, long at) {}

    LiveQuery(LiveKey key, Viewer viewer, Duration cadence, long now) {
        this.key = key;
        this.viewer = viewer;
        this.cadence = cadence.toNanos();
        this.due = nextDue(now);
    }

    boolean isDue(long now) {
        return now - due >= 0;
    }

    /** When the next update is due at the latest. */
    long due() {
        return due;
    }

    boolean isEmpty() {
        return watchers.isEmpty() && newcomers.isEmpty();
    }

    /** The next update, relative to the last. */
    DashboardUpdate next(LiveOrg org, long now, boolean away) {
        var time = OffsetDateTime.now(ZoneOffset.UTC);
        var before = told;
        told = Told.of(org.snapshot(), before, time);
        due = nextDue(now);
        return told.update(before, time, org.asOf(), away);
    }

    /** A first update for who comes later: complete, and relative to nothing. */
    DashboardUpdate first(LiveOrg org, boolean away) {
        var time = OffsetDateTime.now(ZoneOffset.UTC);
        if (told == null) {
            told = Told.of(org.snapshot(), null, time);
        }
        return Told.of(org.snapshot(), null, time).update(null, time, org.asOf(), away);
    }

    /**
     * Many come at once when a node was restarted: who comes within a second of another is told the
     * same. Null when something else would be told now.
     */
    byte @Nullable [] greeting(Snapshot snapshot, boolean away, long now) {
        var last = greeting;
        return last != null
                        && last.readAt == snapshot.readAt()
                        && last.version == snapshot.version()
                        && last.away == away
                        && now - last.at < LiveDashboards.SLOT
                ? last.json
                : null;
    }

    void greeted(byte[] json, Snapshot snapshot, boolean away, long now) {
        greeting = new Greeting(json, snapshot.version(), snapshot.readAt(), away, now);
    }

    /** Counted from a fixed grid: after a pause one update is due, never two. */
    private long nextDue(long now) {
        int slots = (int) (cadence / LiveDashboards.SLOT);
        long phase = slot(key.org(), slots) * LiveDashboards.SLOT;
        return now + cadence - Math.floorMod(now - phase, cadence);
    }

    /** Each organisation has a slot of its own among so many, so that updates spread over them. */
    static boolean isSlotOf(OrgId org, int slots, long now) {
        return Math.floorMod(Math.floorDiv(now, LiveDashboards.SLOT), slots) == slot(org, slots);
    }

    private static int slot(OrgId org, int slots) {
        return Math.floorMod(org.hashCode() * 0x9E3779B97F4A7C15L, slots);
    }
}
