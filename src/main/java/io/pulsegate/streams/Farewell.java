package io.pulsegate.streams;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Says goodbye to everybody, one after the other, so that they do not all come again at once. */
final class Farewell {

    private Farewell() {}

    /** Returns at once; {@code done} when everybody was told. */
    static <G> void to(Collection<G> guests, Duration over, Consumer<G> goodbye, Runnable done) {
        var everybody = List.copyOf(guests);
        Thread.startVirtualThread(() -> {
            try {
                for (int i = 0; i < everybody.size(); i++) {
                    goodbye.accept(everybody.get(i));
                    pause(over, i + 1, everybody.size());
                }
            } finally {
                done.run();
            }
        });
    }

    /** How long somebody who is sent away should wait: not all the same. */
    static Duration pause() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(500, 2500));
    }

    private static void pause(Duration over, int told, int all) {
        // so many at one time that a pause is long enough for the clock
        int together = Math.max(1, all / 100);
        if (told % together == 0 && told < all) {
            try {
                Thread.sleep(over.dividedBy(Math.max(1, all / together)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
