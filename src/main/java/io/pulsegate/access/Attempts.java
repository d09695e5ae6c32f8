package io.pulsegate.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import io.pulsegate.faults.Fault;

import java.time.Duration;

/**
 * Failed sign-ins of the running minute, by account and by address, on this node. A permit is taken
 * before the password is looked at, so that attempts at the same moment count too, and given back
 * when it was right.
 */
final class Attempts {

    static final int PER_ACCOUNT = 5;
    static final int PER_ADDRESS = 20;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int REMEMBERED = 10_000;

    private final Ticker ticker;
    private final Cache<String, Window> windows;

    Attempts(Ticker ticker) {
        this.ticker = ticker;
        this.windows =
                Caffeine.newBuilder()
                        .maximumSize(2L * REMEMBERED)
                        .expireAfterWrite(MINUTE)
                        .ticker(ticker)
                        .build();
    }

    /**
     * Takes a permit of each, or of none.
     *
     * @throws Fault.Busy when either has none left
     */
    void take(String account, String address) {
        take(address, PER_ADDRESS, true);
        try {
            take(account, PER_ACCOUNT, false);
        } catch (Fault.Busy e) {
            giveBack(window(address, true));
            throw e;
        }
    }

    void giveBack(String account, String address) {
        giveBack(window(account, false));
        giveBack(window(address, true));
    }

    private void take(String of, int limit, boolean address) {
        var window = window(of, address);
        synchronized (window) {
            if (window.taken >= limit) {
                var left = MINUTE.minusNanos(ticker.read() - window.since);
                throw new Fault.Busy("Too many sign-in attempts. Wait a minute.", left);
            }
            window.taken++;
        }
    }

    private static void giveBack(Window window) {
        synchronized (window) {
            window.taken = Math.max(0, window.taken - 1);
        }
    }

    private Window window(String of, boolean address) {
        return windows.get(
                (address ? "address " : "account ") + of, _ -> new Window(ticker.read()));
    }

    private static final class Window {
        private final long since;
        private int taken;

        Window(long since) {
            this.since = since;
        }
    }
}
