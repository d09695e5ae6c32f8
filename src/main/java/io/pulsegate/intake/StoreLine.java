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
 * Requests of one organisation that wait at the same moment are stored together: who finds nobody
 * at work stores for everybody who waits, and then hands on to the first who came meanwhile. The
 * busier it is, the more share a transaction; idle, nobody waits.
 */
final class StoreLine {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private enum Turn {
        LEAD,
        DONE
    }

    private static final class Waiting {
        final List<NewEvent> events;
        final CompletableFuture<Turn> turn = new CompletableFuture<>();
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
    private boolean busy;

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
        if (join(mine) || mine.turn.join() == Turn.LEAD) {
            lead();
        }
        return Objects.requireNonNull(mine.stored);
    }

    private synchronized boolean join(Waiting mine) {
        if (!line.isEmpty() && waiting + mine.events.size() > most) {
            throw new Fault.Busy("Too many events wait to be stored.", RETRY_AFTER);
        }
        line.add(mine);
        waiting += mine.events.size();
        boolean first = !busy;
        busy = true;
        return first;
    }

    /** Who leads is first in line, so his own are among those that he stores. */
    private void lead() {
        var group = take();
        try {
            var stored = store.apply(group.stream().flatMap(one -> one.events.stream()).toList());
            int from = 0;
            for (var one : group) {
                one.stored = stored.subList(from, from += one.events.size());
                one.turn.complete(Turn.DONE);
            }
        } catch (RuntimeException e) {
            group.forEach(one -> one.turn.completeExceptionally(e));
            throw e;
        } finally {
            handOn();
        }
    }

    private synchronized List<Waiting> take() {
        var group = new ArrayList<Waiting>();
        int events = 0;
        while (!line.isEmpty()
                && (group.isEmpty() || events + line.getFirst().events.size() <= together)) {
            var one = line.removeFirst();
            events += one.events.size();
            group.add(one);
        }
        waiting -= events;
        return group;
    }

    private synchronized void handOn() {
        busy = !line.isEmpty();
        if (busy) line.getFirst().turn.complete(Turn.LEAD);
    }
}
