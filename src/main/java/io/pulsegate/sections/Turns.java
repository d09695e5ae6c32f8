package io.pulsegate.sections;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Who wants the same at the same moment takes it together. While one turn of a question runs, all
 * who come wait for it to end and share the next: whatever they get was begun after they came.
 * Turns of a question keep a pace: who would be served one by one, each just after the other, is
 * served together. Who is alone waits for no more than that.
 *
 * @param <Q> what makes two wishes the same
 */
final class Turns<Q, A> {

    /** Longer than any pace; a line that is forgotten shares nothing, and is right. */
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Cache<Q, Line<A>> lines =
            Caffeine.newBuilder().expireAfterWrite(KEPT).executor(Runnable::run).build();

    private final Duration patience;
    private final long pace;

    /**
     * @param patience far longer than a turn takes: whoever is stuck holds nobody up for longer
     * @param pace from the beginning of a turn to that of the next
     */
    Turns(Duration patience, Duration pace) {
        this.patience = patience;
        this.pace = pace.toNanos();
    }

    /**
     * An answer that is being made. What is left of it in a line is that it is over, not itself.
     */
    private record Turn<A>(CompletableFuture<A> answer, CompletableFuture<Boolean> over) {
        Turn() {
            this(new CompletableFuture<>(), new CompletableFuture<>());
        }
    }

    /**
     * What of a question ran last, and what those who wait will share; null when nobody does.
     *
     * @param began {@link System#nanoTime}
     */
    private record Line<A>(long began, CompletableFuture<Boolean> over, @Nullable Turn<A> next) {}

    /**
     * The answer of a turn that begins now or later.
     *
     * @param work is done by one of those who share a turn, on its own thread
     */
    @SuppressWarnings("ReferenceEquality") // a turn is itself
    A take(Q question, Supplier<A> work) {
        var mine = new Turn<A>();
        var line =
                Objects.requireNonNull(
                        lines.asMap().compute(question, (_, seen) -> joined(seen, mine)));
        var next = line.next();
        if (next == null) {
            return run(mine, work);
        }
        if (next != mine) {
            return got(next);
        }
        await(line);
        lines.put(question, new Line<>(System.nanoTime(), mine.over(), null));
        return run(mine, work);
    }

    private Line<A> joined(@Nullable Line<A> seen, Turn<A> come) {
        long now = System.nanoTime();
        if (seen == null
                || (seen.next() == null && seen.over().isDone() && now - seen.began() >= pace)) {
            return new Line<>(now, come.over(), null);
        }
        return seen.next() == null ? new Line<>(seen.began(), seen.over(), come) : seen;
    }

    private void await(Line<A> line) {
        line.over()
                .copy()
                .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        long due = line.began() + pace;
        while (due - System.nanoTime() > 0) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private A run(Turn<A> turn, Supplier<A> work) {
        try {
            turn.answer().complete(work.get());
        } catch (RuntimeException | Error thrown) {
            turn.answer().completeExceptionally(thrown);
        } finally {
            turn.over().complete(true);
        }
        return got(turn);
    }

    private static <A> A got(Turn<A> turn) {
        try {
            return turn.answer().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw e;
        }
    }
}
