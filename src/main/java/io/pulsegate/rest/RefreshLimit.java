package io.pulsegate.rest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import io.pulsegate.faults.Fault;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.UUID;

/** Who insists on fresh figures may do so once in five seconds. */
@Component
class RefreshLimit {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Ticker ticker;
    private final Cache<UUID, Long> lately;

    @Autowired
    RefreshLimit() {
        this(Ticker.systemTicker());
    }

    RefreshLimit(Ticker ticker) {
        this.ticker = ticker;
        this.lately =
                Caffeine.newBuilder()
                        .expireAfterWrite(PAUSE)
                        .maximumSize(100_000)
                        .ticker(ticker)
                        .build();
    }

    /**
     * Lets pass, or says when to come back.
     *
     * @param subject the person or key that asks
     */
    void pass(UUID subject) {
        long now = ticker.read();
        var before = lately.asMap().putIfAbsent(subject, now);
        if (before != null) {
            throw new Fault.Busy(
                    "refresh is for once in "
                            + PAUSE.toSeconds()
                            + " seconds; leave it out to poll.",
                    PAUSE.minusNanos(now - before));
        }
    }
}
