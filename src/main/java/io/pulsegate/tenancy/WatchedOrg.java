package io.pulsegate.tenancy;

import com.github.benmanes.caffeine.cache.Ticker;

import io.pulsegate.faults.Fault;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Supplier;

/** One organisation in use: what was last read of it, and when the question was put. */
final class WatchedOrg {

    record Versions(long data, long access) {}

    /** Of an organisation that is gone: later than whatever anybody remembers. */
    static final Versions OF_NOBODY = new Versions(Long.MAX_VALUE, Long.MAX_VALUE);

    private static final Duration TRUSTED_FOR = Duration.ofSeconds(3);
    private static final Duration FAILURE_SHARED_FOR = Duration.ofSeconds(1);

    private final Ticker ticker;
    private @Nullable Versions versions;
    private long readAt;
    private Fault.@Nullable Unavailable failure;
    private long failedAt;

    WatchedOrg(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * What is known, or else what {@code readNow} finds. One caller reads and the others wait for
     * him, for his failure too: else they would wait for the database one after the other.
     */
    synchronized Versions current(Supplier<Versions> readNow) {
        if (versions != null && within(TRUSTED_FOR, readAt)) {
            return versions;
        }
        if (failure != null && within(FAILURE_SHARED_FOR, failedAt)) {
            throw failure;
        }
        long asked = ticker.read();
        try {
            var fresh = readNow.get();
            keep(fresh, asked);
            return fresh;
        } catch (Fault.Unavailable e) {
            failure = e;
            failedAt = ticker.read();
            throw e;
        }
    }

    /** What was read last, however long ago; null before the first time. */
    synchronized @Nullable Versions known() {
        return versions;
    }

    /** Keeps an answer unless a later question was answered first. */
    synchronized void keep(Versions fresh, long asked) {
        if (versions == null || asked - readAt >= 0) {
            versions = fresh;
            readAt = asked;
            failure = null;
        }
    }

    private boolean within(Duration span, long since) {
        return ticker.read() - since <= span.toNanos();
    }
}
