package io.pulsegate.access;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.ReentrantLock;

/**
 * What one API key did in one minute: what all nodes had settled when we last looked, and what this
 * node has counted since. Between two settlements a node knows nothing of the others, so it lets
 * only a small part of the limit pass, then settles before the next: with three nodes no more than
 * one in twenty is over the limit, and with small limits one a node.
 */
final class KeyMinute {

    /** What is to be added to the table. */
    record Unsettled(int requests, int errors, int throttled) {
        boolean nothing() {
            return requests + errors + throttled == 0;
        }
    }

    /** Of a limit, what a node lets pass without a look; as much again may be on its way. */
    private static final int PARTS = 128;

    /** Held by who settles because a request asks for it. */
    final ReentrantLock asking = new ReentrantLock();

    private int settled;
    private int requests;
    private int errors;
    private int throttled;

    /** The last settlement failed: we go by what we know until the next one. */
    private boolean blind;

    /** Whether this node has to learn what the others let pass before it lets pass any more. */
    synchronized boolean hasToAsk(@Nullable Integer limit) {
        return limit != null && !blind && requests >= limit / PARTS && settled + requests < limit;
    }

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
        blind = true;
    }

    /** What the table says now, of all nodes. */
    synchronized void know(int total) {
        settled = Math.max(settled, total);
        blind = false;
    }
}
