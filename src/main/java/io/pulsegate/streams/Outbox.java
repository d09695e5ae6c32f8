package io.pulsegate.streams;

import io.pulsegate.live.Answer;
import io.pulsegate.wire.Spliced;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * What one socket still has to send. Never blocks who puts something in: a virtual thread writes,
 * and lives only while there is something to write. Of answers to one operation only the newest is
 * kept, so a peer that does not read costs one pointer to a shared answer for each of its
 * operations.
 */
final class Outbox {

    /**
     * Frames of the protocol itself; a peer that lets so many pile up sends faster than it reads.
     */
    private static final int CONTROLS = 200;

    private static final byte[] END = {'}'};

    private final Line line;
    private final StreamMeters meters;
    private final Queue<WebSocketMessage<?>> controls = new ArrayDeque<>();
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private @Nullable CloseStatus close;
    private boolean writing;

    /** When the write that goes on began, by {@link System#nanoTime}; 0 while none does. */
    private volatile long writeBegan;

    Outbox(Line line, StreamMeters meters) {
        this.line = line;
        this.meters = meters;
    }

    /** A frame that must not be lost. */
    synchronized void put(WebSocketMessage<?> frame) {
        if (close != null) {
            return;
        }
        if (controls.size() >= CONTROLS) {
            close(CloseStatus.POLICY_VIOLATION.withReason("Read what you ask for"));
            return;
        }
        controls.add(frame);
        write();
    }

    /** The newest answer to an operation; one not yet sent is forgotten. */
    synchronized void put(String operation, Answer answer) {
        if (close != null) {
            return;
        }
        var unsent = answers.get(operation);
        meters.replaced(unsent);
        answers.put(operation, answer.insteadOf(unsent));
        write();
    }

    /** The last answer, if it was not sent yet, and then that nothing follows. */
    synchronized void complete(String operation) {
        var last = answers.remove(operation);
        if (last != null) {
            put(frame(operation, last));
        }
        put(Frames.complete(operation));
    }

    /** The operation is over: nothing of it may follow. */
    synchronized void forget(String operation) {
        answers.remove(operation);
    }

    /** Closes after what is queued; the first reason counts. */
    synchronized void close(CloseStatus why) {
        if (close == null) {
            close = why;
            answers.clear();
            write();
        }
    }

    /** Whether it is decided that the socket closes. */
    synchronized boolean isClosing() {
        return close != null;
    }

    /** Closes now, whether the peer takes what is being written or not. */
    void cut(CloseStatus why) {
        synchronized (this) {
            close = why;
            answers.clear();
            controls.clear();
        }
        Thread.startVirtualThread(() -> line.cut(why));
    }

    /** How long the write that goes on has been waiting for the peer, in nanoseconds. */
    long waits(long now) {
        long began = writeBegan;
        return began == 0 ? 0 : now - began;
    }

    private void write() {
        if (!writing) {
            writing = true;
            Thread.startVirtualThread(this::drain);
        }
    }

    private void drain() {
        try {
            for (var next = next(); next != null; next = next()) {
                writeBegan = System.nanoTime();
                line.send(next.frames);
                writeBegan = 0;
                next.answers.forEach(meters::written);
            }
        } catch (IOException | IllegalStateException gone) {
            // one that is closing already says why, and ends by itself
            if (line.isOpen()) {
                line.cut(CloseStatus.SESSION_NOT_RELIABLE);
            }
        }
    }

    /** What is sent in one write: all that is there. */
    private record Parcel(List<WebSocketMessage<?>> frames, List<Answer> answers) {}

    /** Null when there is nothing left; the socket is closed then if that was asked for. */
    private @Nullable Parcel next() {
        CloseStatus why;
        synchronized (this) {
            if (!controls.isEmpty() || !answers.isEmpty()) {
                return pack();
            }
            writing = false;
            why = close;
        }
        if (why != null) {
            line.close(why);
        }
        return null;
    }

    private Parcel pack() {
        var frames = new ArrayList<WebSocketMessage<?>>(controls);
        var newest = List.copyOf(answers.values());
        answers.forEach((operation, answer) -> frames.add(frame(operation, answer)));
        controls.clear();
        answers.clear();
        return new Parcel(frames, newest);
    }

    /** The operation's own id in front of bytes that all watchers share. */
    private static Spliced frame(String operation, Answer answer) {
        var head = "{\"id\":" + Frames.quoted(operation) + ",\"type\":\"next\",\"payload\":";
        return new Spliced(head.getBytes(StandardCharsets.UTF_8), answer.bytes(), END);
    }
}
