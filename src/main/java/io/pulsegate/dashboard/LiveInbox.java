package io.pulsegate.dashboard;

import org.springframework.stereotype.Component;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What the ticking thread is told by all others; it alone runs it. */
@Component
class LiveInbox implements Executor {

    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();

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
