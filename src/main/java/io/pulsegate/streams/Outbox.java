package io.pulsegate.streams;

import io.pulsegate.live.Answer;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;

/**
 * What one socket still has to send. Never blocks who puts something in: a virtual thread writes,
 * and lives only while there is something to write. Of answers to one operation only the newest is
 * kept, so a peer that does not read costs one answer for each of its operations.
 */
final class Outbox {

    /**
     * Frames of the protocol itself; a peer that lets so many pile up sends faster than it reads.
     */
    private static final int CONTROLS = 200;

    private final WebSocketSession session;
    private final Queue<WebSocketMessage<?>> controls = new ArrayDeque<>();
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private @Nullable CloseStatus close;
    private boolean writing;

    Outbox(WebSocketSession session) {
        this.session = session;
    }

    /** A frame that must not be lost. */
    synchronized void put(WebSocketMessage<?> frame) {
        if (controls.size() >= CONTROLS) {
            close(CloseStatus.POLICY_VIOLATION.withReason("Read what you ask for"));
            return;
        }
        controls.add(frame);
        write();
    }

    /** The newest answer to an operation; one not yet sent is forgotten. */
    synchronized void put(String operation, Answer answer) {
        answers.put(operation, answer);
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

    private void write() {
        if (!writing) {
            writing = true;
            Thread.startVirtualThread(this::drain);
        }
    }

    private void drain() {
        try {
            for (var frame = next(); frame != null; frame = next()) {
                session.sendMessage(frame);
            }
        } catch (IOException | IllegalStateException gone) {
            // the peer is gone, or did not read for as long as a write may take
            end(CloseStatus.SERVICE_OVERLOAD.withReason("Too slow"));
        }
    }

    /** Null when there is nothing left; the socket is closed then if that was asked for. */
    private @Nullable WebSocketMessage<?> next() {
        CloseStatus why;
        synchronized (this) {
            var control = controls.poll();
            if (control != null) {
                return control;
            }
            var oldest = answers.entrySet().iterator();
            if (close == null && oldest.hasNext()) {
                var entry = oldest.next();
                oldest.remove();
                return frame(entry.getKey(), entry.getValue());
            }
            writing = false;
            why = close;
        }
        if (why != null) {
            end(why);
        }
        return null;
    }

    private void end(CloseStatus why) {
        try {
            session.close(why);
        } catch (IOException | IllegalStateException alreadyGone) {
            // closed is what it should be
        }
    }

    /** The operation's own id in front of bytes that all watchers share. */
    private static TextMessage frame(String operation, Answer answer) {
        return new TextMessage(
                "{\"id\":"
                        + Frames.quoted(operation)
                        + ",\"type\":\"next\",\"payload\":"
                        + new String(answer.json(), StandardCharsets.UTF_8)
                        + "}");
    }
}
