package io.pulsegate.sections;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Who wants the same at the same moment takes it together. While one turn of a question runs, all
 * who come wait for it to end and share the next: whatever they get was begun after they came. With
 * nobody in front nobody waits.
 *
 * @param <Q> what makes two wishes the same
 */
final class Turns<Q, A> {

    /** No more than requests that the gate let in, and reads for watchers, run at this moment. */
    private final ConcurrentMap<Q, Line<A>> lines = new ConcurrentHashMap<>();

    private final Duration patience;

    /**
     * @param patience far longer than a turn takes: whoever is stuck holds nobody up for longer
     */
    Turns(Duration patience) {
        this.patience = patience;
    }

    /** What of a question runs, and what those who wait will share; null when nobody does. */
    private record Line<A>(CompletableFuture<A> running, @Nullable CompletableFuture<A> next) {}

    /**
     * The answer of a turn that begins now or later.
     *
     * @param work is done by one of those who share a turn, on its own thread
     */
    @SuppressWarnings("ReferenceEquality") // a turn is itself
    A take(Q question, Supplier<A> work) {
        var mine = new CompletableFuture<A>();
        var line = lines.merge(question, new Line<>(mine, null), Turns::joined);
        var next = line.next();
        if (next != null && next != mine) {
            return got(next);
        }
        if (next != null) {
            await(line.running());
            lines.put(question, new Line<>(mine, null));
        }
        return run(question, mine, work);
    }

    private void await(CompletableFuture<?> turn) {
        turn.handle((_, _) -> true)
                .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static <A> Line<A> joined(Line<A> seen, Line<A> come) {
        return seen.next() == null ? new Line<>(seen.running(), come.running()) : seen;
    }

    private A run(Q question, CompletableFuture<A> turn, Supplier<A> work) {
        try {
            turn.complete(work.get());
        } catch (RuntimeException | Error thrown) {
            turn.completeExceptionally(thrown);
        } finally {
            // unless somebody waits, or has begun already
            lines.remove(question, new Line<>(turn, null));
        }
        return got(turn);
    }

    private static <A> A got(CompletableFuture<A> turn) {
        try {
            return turn.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw e;
        }
    }
}
