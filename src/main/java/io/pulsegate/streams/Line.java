package io.pulsegate.streams;

import io.pulsegate.wire.WireSession;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A socket's connection, as an outbox uses it. */
final class Line {

    /** How long a close frame may wait behind a write that the peer does not take. */
    private static final Duration LAST_WORD = Duration.ofMillis(500);

    private final WireSession session;

    Line(WebSocketSession session) {
        this.session = (WireSession) session;
    }

    /**
     * Writes these together; blocks until the peer took them.
     *
     * @throws IOException when the peer is gone
     */
    void send(List<? extends WebSocketMessage<?>> frames) throws IOException {
        session.send(frames);
    }

    boolean isOpen() {
        return session.isOpen();
    }

    /** Closes as the protocol says: a close frame, and the connection when the peer answered. */
    void close(CloseStatus why) {
        session.close(why);
    }

    /** Closes the connection itself, with a close frame before it if the peer takes one. */
    void cut(CloseStatus why) {
        session.cut(why, LAST_WORD);
    }
}
