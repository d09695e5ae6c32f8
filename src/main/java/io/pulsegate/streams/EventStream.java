package io.pulsegate.streams;

import io.pulsegate.faults.Fault;
import io.pulsegate.live.Answer;
import io.pulsegate.live.Watcher;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one event stream still has to say. Whoever brings an answer only puts it down, and the
 * newest wins; the request's own virtual thread takes it from here, and waits in between.
 */
final class EventStream implements Watcher {

    /** What is said next. */
    sealed interface Word {
        record Next(Answer answer) implements Word {}

        record Nothing() implements Word {}

        /** The last one. Null: nothing went wrong. */
        record Over(@Nullable Fault why) implements Word {}

        /** The last one: open it anew, in so many milliseconds. */
        record Later(long millis) implements Word {}
    }

    private final StreamMeters meters;
    private final long until;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private @Nullable Answer answer;
    private @Nullable Word last;

    EventStream(StreamMeters meters, Duration life) {
        this.meters = meters;
        this.until = System.nanoTime() + life.toNanos();
    }

    @Override
    public void answer(Answer newest) {
        tell(() -> {
            meters.replaced(answer);
            answer = newest.insteadOf(answer);
        });
    }

    @Override
    public void end(@Nullable Fault why) {
        tell(() -> {
            last = last == null ? new Word.Over(why) : last;
            // who may look no longer is not told what was ready for him
            answer = why == null ? answer : null;
        });
    }

    void comeAgain(Duration after) {
        tell(() -> last = last == null ? new Word.Later(after.toMillis()) : last);
    }

    private void tell(Runnable change) {
        lock.lock();
        try {
            change.run();
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The newest answer, the last word, or nothing when neither came for so long. */
    Word await(Duration heartbeat) throws InterruptedException {
        lock.lock();
        try {
            long life = until - System.nanoTime();
            long left = Math.min(heartbeat.toNanos(), life);
            while (answer == null && last == null && left > 0) {
                left = news.awaitNanos(left);
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    private Word next() {
        var newest = answer;
        answer = null;
        if (newest != null) {
            return new Word.Next(newest);
        }
        if (last != null) {
            return last;
        }
        return System.nanoTime() - until < 0
                ? new Word.Nothing()
                : new Word.Later(TimeUnit.SECONDS.toMillis(1));
    }
}
