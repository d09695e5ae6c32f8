package io.pulsegate.access;

import org.jspecify.annotations.Nullable;

/**
 * What one API key did in one minute: what all nodes had settled when we last looked, and what this
 * node has counted since. Between two settlements a node knows nothing of the others, so the limit
 * holds up to what they let pass within that second.
 */
final class KeyMinute {

    /** What is to be added to the table. */
    record Unsettled(int requests, int errors, int throttled) {
        boolean nothing() {
            return requests + errors + throttled == 0;
        }
    }

    private int settled;
    private int requests;
    private int errors;
    private int throttled;

    /**
     * Counts a request, and lets it pass or not.
     *
     * @param limit null: as many as they like
     * @return how many more may come in this minute; -1 when this one may not, null without a limit
     */
    synchronized @Nullable Integer pass(@Nullable Integer limit) {
        if (limit == null) {
            requests++;
            return null;
        }
        int left = limit - settled - requests;
        if (left <= 0) {
            throttled++;
            return -1;
        }
        requests++;
        return left - 1;
    }

    synchronized void failed() {
        errors++;
    }

    synchronized Unsettled take() {
        var taken = new Unsettled(requests, errors, throttled);
        settled += requests;
        requests = 0;
        errors = 0;
        throttled = 0;
        return taken;
    }

    /** The settlement failed: next time, then. */
    synchronized void giveBack(Unsettled taken) {
        settled -= taken.requests;
        requests += taken.requests;
        errors += taken.errors;
        throttled += taken.throttled;
    }

    /** What the table says now, of all nodes. */
    synchronized void know(int total) {
        settled = Math.max(settled, total);
    }
}
