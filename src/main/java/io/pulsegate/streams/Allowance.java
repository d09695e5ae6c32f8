package io.pulsegate.streams;

/**
 * How many messages a socket may send: a bucket that fills steadily. Used by the socket's own
 * thread.
 */
final class Allowance {

    private final double perNano;
    private final double burst;
    private double left;
    private long at;

    Allowance(StreamProperties properties, long now) {
        this.perNano = properties.messagesPerSecond() / 1e9;
        this.burst = properties.messageBurst();
        this.left = burst;
        this.at = now;
    }

    boolean take(long now) {
        left = Math.min(burst, left + (now - at) * perNano);
        at = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
