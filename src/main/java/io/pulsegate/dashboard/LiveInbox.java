package io.pulsegate.dashboard;

import io.pulsegate.faults.Fault;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What the ticking thread is told by all others; it alone runs it. Who comes is turned away while
 * too much waits; what else is told is bounded by those who came and by the reads that go on.
 */
@Component
class LiveInbox implements Executor {

    static final int MOST = 50_000;

    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();

    /**
     * Tells of somebody who comes.
     *
     * @throws Fault.Unavailable while too much waits
     */
    void welcome(Runnable arrival) {
        if (waiting.size() >= MOST) {
            throw new Fault.Unavailable("Too many come at once.", Duration.ofSeconds(1));
        }
        waiting.add(arrival);
    }

    @Override
    public void execute(Runnable message) {
        waiting.add(message);
    }

    /** Runs what waits, or else the first that comes before the time, by System.nanoTime. */
    void takeUntil(long time) throws InterruptedException {
        var first = waiting.poll(Math.max(0, time - System.nanoTime()), TimeUnit.NANOSECONDS);
        for (var next = first; next != null; next = waiting.poll()) {
            next.run();
        }
    }
}
