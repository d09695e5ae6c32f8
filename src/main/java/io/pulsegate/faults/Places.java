package io.pulsegate.faults;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Room for so much at a time, of which one may take a share. Nobody waits here: who finds no room
 * knows at once when to come again, and has cost next to nothing.
 *
 * @param <K> who shares the room: organisations, addresses
 */
public final class Places<K> {

    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private final long most;
    private final long share;
    private final Map<K, Long> taken = new HashMap<>();
    private long all;

    /**
     * @param most that all together may take
     * @param share that one may take
     */
    public Places(long most, long share) {
        this.most = most;
        this.share = share;
    }

    /**
     * Takes places, or none. Whoever got them {@link #leave leaves} as many.
     *
     * @throws Fault.Busy when the share would be passed
     * @throws Fault.Unavailable when there is no room for anybody
     */
    public synchronized void enter(K who, long places) {
        long its = taken.getOrDefault(who, 0L) + places;
        if (its > share) {
            throw shareTaken();
        }
        if (all + places > most) {
            throw full();
        }
        taken.put(who, its);
        all += places;
    }

    public synchronized void leave(K who, long places) {
        taken.computeIfPresent(who, (_, its) -> its == places ? null : its - places);
        all -= places;
    }

    /** For who has all of his share. */
    public static Fault.Busy shareTaken() {
        return new Fault.Busy("You ask too much at once. Come again in a second.", COME_AGAIN);
    }

    /** For who has not, and finds everything taken. */
    public static Fault.Unavailable full() {
        return new Fault.Unavailable("Too much is asked at once. Come again.", COME_AGAIN);
    }

    /** How many are taken now. */
    public synchronized long taken() {
        return all;
    }
}
