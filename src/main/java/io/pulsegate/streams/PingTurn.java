package io.pulsegate.streams;

import java.time.Duration;

/**
 * When it is one socket's turn to be asked whether its peer is there: once in each interval. After
 * a restart ten thousand come within a second; each has its own place in the interval, so that they
 * are not all asked in one burst.
 */
final class PingTurn {

    /** The golden ratio: whatever the number of steps, they fill a circle evenly. */
    private static final double STEP = 0.618_033_988_749_895;

    private final long every;
    private long next;

    /**
     * @param number of the socket, counted on
     */
    PingTurn(long number, Duration every, long now) {
        this.every = every.toNanos();
        double place = number * STEP % 1;
        this.next = now + (long) (this.every * place);
    }

    /** Said once a turn; turns that nobody asked for are passed over. */
    boolean isDue(long now) {
        if (now - next < 0) {
            return false;
        }
        next += every * (1 + (now - next) / every);
        return true;
    }
}
