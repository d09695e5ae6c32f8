package io.pulsegate.intake;

import io.pulsegate.faults.Fault;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Requests of one organisation that wait at the same moment are stored together: who finds a place
 * free stores at once, and then hands everybody who came meanwhile on to the first of them. The
 * busier it is, the more share a transaction; idle, nobody waits.
 *
 * <p>There are two places: while one transaction holds the organisation's counters, until it is
 * committed, the next writes its rows.
 */
final class StoreLine {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final int PLACES = 2;

    private static final class Waiting {
        final List<NewEvent> events;

        /** With whom to store, oneself among them; nobody: it is done. */
        final CompletableFuture<List<Waiting>> turn = new CompletableFuture<>();

        @Nullable List<Admitted> stored;

        Waiting(List<NewEvent> events) {
            this.events = events;
        }
    }

    private final Function<List<NewEvent>, List<Admitted>> store;
    private final int together;
    private final int most;
    private final Deque<Waiting> line = new ArrayDeque<>();
    private int waiting;
    private int free = PLACES;

    /**
     * @param together events in one transaction at most, but always a whole request
     * @param most events that may wait
     */
    StoreLine(Function<List<NewEvent>, List<Admitted>> store, int together, int most) {
        this.store = store;
        this.together = together;
        this.most = most;
    }

    /**
     * Returns when the events are stored.
     *
     * @throws Fault.Busy when too many wait already
     */
    List<Admitted> store(List<NewEvent> events) {
        var mine = new Waiting(events);
        join(mine);
        var group = mine.turn.join();
        if (!group.isEmpty()) {
            lead(group);
        }
        return Objects.requireNonNull(mine.stored);
    }

    private synchronized void join(Waiting mine) {
        if (!line.isEmpty() && (waiting + mine.events.size()) > most) {
            throw new Fault.Busy("Too many events wait to be stored.", RETRY_AFTER);
        }
        line.add(mine);
        waiting += mine.events.size();
        if (free > 0) {
            free--;
            handOn();
        }
    }

    private void lead(List<Waiting> group) {
        try {
            var stored = store.apply(group.stream().flatMap(one -> one.events.stream()).toList());
            int from = 0;
            for (var one : group) {
                one.stored = stored.subList(from, from += one.events.size());
                one.turn.complete(List.of());
            }
        } catch (RuntimeException e) {
            group.forEach(one -> one.turn.completeExceptionally(e));
            if (e instanceof Fault.Unavailable) {
                sendAway(e);
            }
            throw e;
        } finally {
            handOn();
        }
    }

    /** A place that is free goes to the first in line, with as many as fit behind him. */
    private synchronized void handOn() {
        if (line.isEmpty()) {
            free++;
        } else {
            var group = take();
            group.getFirst().turn.complete(group);
        }
    }

    /** While the database is away, nobody finds that out one after the other. */
    private synchronized void sendAway(RuntimeException why) {
        line.forEach(one -> one.turn.completeExceptionally(why));
        line.clear();
        waiting = 0;
    }

    private List<Waiting> take() {
        var group = new ArrayList<Waiting>();
        int events = 0;
        while (!line.isEmpty()
                && (group.isEmpty() || (events + line.getFirst().events.size()) <= together)) {
            var one = line.removeFirst();
            events += one.events.size();
            group.add(one);
        }
        waiting -= events;
        return group;
    }
}
