package io.pulsegate.gate;

import io.pulsegate.faults.Fault;
import io.pulsegate.faults.Places;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets so many run at a time. Everybody waits in a lane of his own, and a place that gets free goes
 * to the lanes in turn: who asks once waits for one place, however long the lane beside him is.
 *
 * @param <K> who has a lane
 */
final class Lanes<K> {

    private final int places;
    private final int share;
    private final long longest;
    private final Duration patience;

    /** Of those who run or wait, the one that was served longest ago first. */
    private final Map<K, Lane> lanes = new LinkedHashMap<>();

    private int running;
    private int waiting;

    private static final class Lane {
        /** False tells who waits that his patience is over. */
        final Queue<CompletableFuture<Boolean>> queue = new ArrayDeque<>();

        int waiting;
        int running;
    }

    /**
     * @param places how many run
     * @param share how many of one lane
     * @param longest how many wait, of one lane half as many
     * @param patience how long one waits for a place; who got none is told after as long again at
     *     most, so that whoever came together does not come again together, nor at once
     */
    Lanes(int places, int share, long longest, Duration patience) {
        this.places = places;
        this.share = share;
        this.longest = longest;
        this.patience = patience;
    }

    /**
     * Waits for a place. Whoever got one {@link #leave leaves} it.
     *
     * @throws Fault.Busy when his own lane was too long
     * @throws Fault.Unavailable when others had all places
     */
    void enter(K who) {
        var place = new CompletableFuture<Boolean>();
        join(who, place);
        if (place.completeOnTimeout(false, patience.toNanos(), TimeUnit.NANOSECONDS).join()) {
            admitted(who);
        } else {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(patience.toNanos() + 1));
            throw giveUp(who);
        }
    }

    private synchronized void join(K who, CompletableFuture<Boolean> place) {
        var lane = lane(who);
        if (lane.waiting >= longest / 2 || waiting >= longest) {
            forgetIfEmpty(who, lane);
            throw refusal(lane);
        }
        lane.queue.add(place);
        lane.waiting++;
        waiting++;
        fill();
    }

    private synchronized void admitted(K who) {
        lane(who).waiting--;
        waiting--;
    }

    private synchronized Fault giveUp(K who) {
        var lane = lane(who);
        lane.waiting--;
        waiting--;
        lane.queue.removeIf(CompletableFuture::isDone);
        forgetIfEmpty(who, lane);
        return refusal(lane);
    }

    private Lane lane(K who) {
        return lanes.computeIfAbsent(who, _ -> new Lane());
    }

    synchronized void leave(K who) {
        var lane = lane(who);
        lane.running--;
        running--;
        forgetIfEmpty(who, lane);
        fill();
    }

    /** How many run now. */
    synchronized int running() {
        return running;
    }

    /** How many wait now, for a place or to be told that there was none. */
    synchronized int waiting() {
        return waiting;
    }

    private Fault refusal(Lane lane) {
        return lane.running >= share ? Places.shareTaken() : Places.full();
    }

    private void forgetIfEmpty(K who, Lane lane) {
        if (lane.running == 0 && lane.waiting == 0) {
            lanes.remove(who);
        }
    }

    private void fill() {
        while (running < places && admitNext()) {
            running++;
        }
    }

    private boolean admitNext() {
        for (var each : lanes.entrySet()) {
            var lane = each.getValue();
            if (lane.running < share && admitFirst(lane)) {
                lanes.remove(each.getKey());
                lanes.put(each.getKey(), lane);
                return true;
            }
        }
        return false;
    }

    private static boolean admitFirst(Lane lane) {
        for (var first = lane.queue.poll(); first != null; first = lane.queue.poll()) {
            if (first.complete(true)) {
                lane.running++;
                return true;
            }
        }
        return false;
    }
}
