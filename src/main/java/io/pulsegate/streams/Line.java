package io.pulsegate.streams;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;

import org.apache.tomcat.websocket.Constants;
import org.apache.tomcat.websocket.WsSession;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

import java.io.IOException;
import java.time.Duration;

/** A socket's connection, as the container holds it. */
final class Line {

    /** How long a close frame may wait behind a write that the peer does not take. */
    private static final long LAST_WORD = 500;

    private final WebSocketSession session;

    Line(WebSocketSession session, Duration stalledAfter) {
        this.session = session;
        // ours ends a stalled write; the container's own time-out stands behind it
        setTimeout(2 * stalledAfter.toMillis());
    }

    /**
     * Blocks until the peer took it.
     *
     * @throws IOException when the peer is gone
     */
    void send(WebSocketMessage<?> frame) throws IOException {
        session.sendMessage(frame);
    }

    /** Closes as the protocol says: a close frame, and the connection when the peer answered. */
    void close(CloseStatus why) {
        try {
            session.close(why);
        } catch (IOException | IllegalStateException alreadyGone) {
            // closed is what it should be
        }
    }

    /** Closes the connection itself, with a close frame before it if the peer takes one. */
    void cut(CloseStatus why) {
        try {
            setTimeout(LAST_WORD);
            var code = CloseReason.CloseCodes.getCloseCode(why.getCode());
            var reason = new CloseReason(code, why.getReason());
            ((WsSession) nativeSession()).doClose(reason, reason, true);
        } catch (IllegalStateException alreadyGone) {
            // closed is what it should be
        }
    }

    private void setTimeout(long millis) {
        nativeSession().getUserProperties().put(Constants.BLOCKING_SEND_TIMEOUT_PROPERTY, millis);
    }

    private Session nativeSession() {
        return java.util.Objects.requireNonNull(
                ((NativeWebSocketSession) session).getNativeSession(Session.class));
    }
}
