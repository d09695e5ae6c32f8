package io.pulsegate.streams;

import io.pulsegate.faults.Fault;
import io.pulsegate.live.Answer;
import io.pulsegate.live.Watcher;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One operation as server-sent events (GraphQL over SSE, distinct connections mode). Written by the
 * request's own virtual thread, which waits here between two events; whoever brings an answer only
 * puts it down, and the newest wins.
 */
final class EventStream implements Watcher {

    private static final byte[] NEXT = bytes("event: next\ndata: ");
    private static final byte[] COMPLETE = bytes("event: complete\ndata:\n\n");
    private static final byte[] HEARTBEAT = bytes(":\n\n");
    private static final byte[] END = bytes("\n\n");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private @Nullable Answer answer;
    private boolean over;

    @Override
    public void answer(Answer newest) {
        tell(() -> answer = newest);
    }

    @Override
    public void end(@Nullable Fault why) {
        tell(() -> over = true);
    }

    private void tell(Runnable change) {
        lock.lock();
        try {
            change.run();
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The headers, and a first byte, so that the peer knows at once that it is heard. */
    static OutputStream open(HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        // proxies must not hold events back
        response.setHeader("X-Accel-Buffering", "no");
        var out = response.getOutputStream();
        write(out, HEARTBEAT);
        return out;
    }

    /**
     * Writes what comes until the stream is over, or has lived long enough.
     *
     * @throws IOException when the peer is gone, or did not read for as long as a write may take
     */
    void write(OutputStream out, Duration heartbeat, Duration life)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + life.toNanos();
        while (System.nanoTime() - until < 0) {
            var next = await(heartbeat);
            if (next != null) {
                next(out, next.json());
            } else if (isOver()) {
                break;
            } else {
                write(out, HEARTBEAT);
            }
        }
        complete(out);
    }

    /** The newest answer; null when the stream is over or nothing came for so long. */
    private @Nullable Answer await(Duration span) throws InterruptedException {
        lock.lock();
        try {
            long left = span.toNanos();
            while (answer == null && !over && left > 0) {
                left = news.awaitNanos(left);
            }
            var newest = answer;
            answer = null;
            return newest;
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    static void next(OutputStream out, byte[] json) throws IOException {
        out.write(NEXT);
        out.write(json);
        write(out, END);
    }

    static void complete(OutputStream out) throws IOException {
        write(out, COMPLETE);
    }

    private static void write(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
