package io.pulsegate.sections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Nobody gets what was begun before he came, and a crowd is served at once. */
class TurnsTests {

    private final Turns<String, Integer> turns = new Turns<>(Duration.ofHours(1), Duration.ZERO);
    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void letNobodyWaitWhoIsAlone() {
        assertThat(turns.take("a", begun::incrementAndGet)).isEqualTo(1);
        assertThat(turns.take("a", begun::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void giveAllWhoWaitWhatIsBegunAfterTheyCame() throws Exception {
        var first = new Held();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var early = people.submit(() -> turns.take("a", first));
            first.isRunning();
            var crowd = crowd(people, () -> turns.take("a", begun::incrementAndGet));
            // the others are no slower for it
            assertThat(turns.take("b", () -> 0)).isZero();
            first.mayEnd();
            assertThat(early.get()).isEqualTo(-1);
            assertThat(crowd).extracting(Future::get).containsOnly(1);
        }
    }

    @Test
    void tellAllOfATurnWhatWentWrongAndGoOn() throws Exception {
        var first = new Held();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var early = people.submit(() -> turns.take("a", first));
            first.isRunning();
            var crowd =
                    crowd(
                            people,
                            () ->
                                    turns.take(
                                            "a",
                                            () -> {
                                                throw new IllegalStateException("gone");
                                            }));
            first.mayEnd();
            assertThat(early.get()).isEqualTo(-1);
            assertThat(crowd)
                    .allSatisfy(one ->
                            assertThatThrownBy(one::get)
                                    .isInstanceOf(ExecutionException.class)
                                    .hasRootCauseMessage("gone"));
        }
        assertThat(turns.take("a", begun::incrementAndGet)).isEqualTo(1);
    }

    @Test
    void goOnBesideWhoIsStuck() throws Exception {
        var hasty = new Turns<String, Integer>(Duration.ofMillis(1), Duration.ZERO);
        var first = new Held();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var early = people.submit(() -> hasty.take("a", first));
            first.isRunning();
            assertThat(hasty.take("a", begun::incrementAndGet)).isEqualTo(1);
            assertThat(early.isDone()).isFalse();
            first.mayEnd();
            assertThat(early.get()).isEqualTo(-1);
        }
    }

    @Test
    void neverGiveWhatWasBegunBefore() throws Exception {
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 2_000)
                            .mapToObj(_ ->
                                    people.submit(() -> {
                                        int before = begun.get();
                                        return turns.take("a", begun::incrementAndGet) > before;
                                    }))
                            .toList();
            for (var one : all) {
                assertThat(one.get()).isTrue();
            }
        }
    }

    @Test
    void keepTheirPace() throws Exception {
        var pace = Duration.ofMillis(20);
        var paced = new Turns<String, Integer>(Duration.ofHours(1), pace);
        long start = System.nanoTime();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    IntStream.range(0, 4)
                            .mapToObj(_ -> people.submit(() -> takeThirty(paced)))
                            .toList();
            for (var one : all) {
                one.get();
            }
        }
        var took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(begun.get()).isBetween(30, 1 + (int) took.dividedBy(pace));
    }

    private boolean takeThirty(Turns<String, Integer> paced) {
        return IntStream.range(0, 30).allMatch(_ -> paced.take("a", begun::incrementAndGet) > 0);
    }

    /** Ten who have come, and wait. */
    private static List<Future<Integer>> crowd(ExecutorService people, Callable<Integer> wish) {
        var threads = new ConcurrentLinkedQueue<Thread>();
        var crowd =
                IntStream.range(0, 10)
                        .mapToObj(_ ->
                                people.submit(() -> {
                                    threads.add(Thread.currentThread());
                                    return wish.call();
                                }))
                        .toList();
        await().until(() ->
                threads.size() == 10
                        && threads.stream()
                                .allMatch(thread -> thread.getState() == Thread.State.WAITING));
        return crowd;
    }

    /** Work that goes on until it may end. */
    private static final class Held implements Supplier<Integer> {
        private final CountDownLatch running = new CountDownLatch(1);
        private final CompletableFuture<Integer> end = new CompletableFuture<>();

        @Override
        public Integer get() {
            running.countDown();
            return end.join();
        }

        void isRunning() throws InterruptedException {
            running.await();
        }

        void mayEnd() {
            end.complete(-1);
        }
    }
}
