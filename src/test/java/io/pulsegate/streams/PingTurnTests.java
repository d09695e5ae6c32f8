package io.pulsegate.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** When sockets are asked whether anybody is there. */
class PingTurnTests {

    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** By {@link System#nanoTime}, which may be negative, and overflow meanwhile. */
    private static final long NOW = Long.MAX_VALUE - SECOND;

    @Test
    void spreadsThoseWhoComeTogetherOverTheInterval() {
        for (long first : new long[] {1, 12_345}) {
            var turns =
                    LongStream.range(first, first + 1500)
                            .mapToObj(number -> new PingTurn(number, EVERY, NOW))
                            .toList();
            for (int round = 0; round < 3; round++) {
                for (int second = 1; second <= 15; second++) {
                    long now = NOW + (15 * round + second) * SECOND;
                    assertThat(turns.stream().filter(turn -> turn.isDue(now)).count())
                            .isBetween(95L, 105L);
                }
            }
        }
    }

    @Test
    void comesOnceInEachIntervalHoweverOftenOneLooks() {
        var turn = new PingTurn(7, EVERY, NOW);
        var due =
                IntStream.rangeClosed(1, 600)
                        .filter(tenth -> turn.isDue(NOW + tenth * SECOND / 10))
                        .toArray();
        assertThat(due).hasSize(4);
        for (int i = 1; i < due.length; i++) {
            assertThat(due[i] - due[i - 1]).isBetween(149, 151);
        }
    }

    @Test
    void isNotMadeUpForWhenNobodyLooked() {
        var turn = new PingTurn(7, EVERY, NOW);
        long late = NOW + 100 * SECOND;
        assertThat(turn.isDue(late)).isTrue();
        assertThat(turn.isDue(late)).isFalse();
    }
}
