package io.pulsegate.wire;

import jakarta.servlet.http.WebConnection;

import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.util.net.SocketWrapperBase.BlockingMode;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CompletionHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One WebSocket on one connection of the container, after the handshake. The container calls when
 * there is something to read, one call at a time; anybody may write, each frame as a whole.
 *
 * <pre>
 *   open ──we close──▶ closing ──peer's close frame, or too long without──▶ gone
 *     └──peer closes, breaks the protocol or is lost─────────────────────▶ gone
 * </pre>
 */
public final class Wire implements InternalHttpUpgradeHandler {

    private static final int READ_AT_ONCE = 4096;

    /** How long a peer may take to answer a close frame. */
    private static final long GOODBYE = 2;

    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicReference<Heard.@Nullable Ping> ping = new AtomicReference<>();
    private @Nullable SocketWrapperBase<?> connection;
    private @Nullable WebSocketHandler handler;
    private @Nullable WireSession session;
    private FrameReader reader = new FrameReader(0);
    private volatile long writeTimeout;

    /** Before the container hands the connection over. */
    void begin(WebSocketHandler listener, WireSession own, WireLimits limits) {
        handler = listener;
        session = own;
        reader = new FrameReader(limits.longest());
        writeTimeout = limits.writeTimeout().toMillis();
    }

    SocketWrapperBase<?> connection() {
        return Objects.requireNonNull(connection);
    }

    private WireSession session() {
        return Objects.requireNonNull(session);
    }

    private WebSocketHandler handler() {
        return Objects.requireNonNull(handler);
    }

    boolean isOpen() {
        return !closing.get() && !gone.get();
    }

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
        connection = wrapper;
    }

    @Override
    public void init(WebConnection upgraded) {
        tell(() -> handler().afterConnectionEstablished(session()));
    }

    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        return switch (event) {
            case OPEN_READ -> read();
            case OPEN_WRITE -> SocketState.UPGRADED;
            case STOP, TIMEOUT, DISCONNECT, ERROR, CONNECT_FAIL -> lost();
        };
    }

    private SocketState read() {
        var bytes = ByteBuffer.allocate(READ_AT_ONCE);
        try {
            while (connection().read(false, bytes.clear()) > 0) {
                reader.add(bytes.flip());
                for (var heard = reader.next(); heard != null; heard = reader.next()) {
                    hear(heard);
                }
            }
        } catch (ProtocolFault fault) {
            close(fault.status());
            return gone(fault.status());
        } catch (IOException e) {
            return lost();
        }
        return gone.get() ? SocketState.CLOSED : SocketState.UPGRADED;
    }

    private void hear(Heard heard) {
        switch (heard) {
            case Heard.Text(var text) -> pass(new TextMessage(text));
            case Heard.Binary() -> pass(new BinaryMessage(new byte[0]));
            case Heard.Pong() -> pass(new PongMessage());
            case Heard.Ping one -> pong(one);
            case Heard.Close(var status) -> {
                close(status);
                gone(status);
            }
        }
    }

    private void pass(WebSocketMessage<?> message) {
        if (isOpen()) {
            tell(() -> handler().handleMessage(session(), message));
        }
    }

    /** Of several pings that wait only the newest has to be answered (RFC 6455, section 5.5.3). */
    private void pong(Heard.Ping one) {
        if (ping.getAndSet(one) == null) {
            Thread.startVirtualThread(() -> {
                var newest = Objects.requireNonNull(ping.getAndSet(null));
                try {
                    send(List.of(new PongMessage(ByteBuffer.wrap(newest.payload()))));
                } catch (IOException e) {
                    cut();
                }
            });
        }
    }

    /**
     * Writes these messages together, each as a frame; blocks until the peer took them.
     *
     * @throws IOException when the peer is gone, or did not read for as long as a write may take
     */
    void send(List<? extends WebSocketMessage<?>> messages) throws IOException {
        if (!isOpen()) {
            throw new IOException("closed");
        }
        var frames = new ArrayList<ByteBuffer>(3 * messages.size());
        messages.forEach(message -> Frame.add(message, frames));
        write(frames);
    }

    private void write(List<ByteBuffer> frames) throws IOException {
        var outcome = new Outcome();
        connection()
                .write(
                        BlockingMode.BLOCK,
                        writeTimeout,
                        TimeUnit.MILLISECONDS,
                        null,
                        SocketWrapperBase.COMPLETE_WRITE,
                        outcome,
                        frames.toArray(ByteBuffer[]::new));
        if (outcome.failure != null) {
            throw new IOException(outcome.failure);
        }
    }

    /** Filled in before a blocking write returns. */
    private static final class Outcome implements CompletionHandler<Long, @Nullable Void> {

        private volatile @Nullable Throwable failure;

        @Override
        public void completed(Long written, @Nullable Void attachment) {
            // what was to be written is
        }

        @Override
        public void failed(Throwable thrown, @Nullable Void attachment) {
            failure = thrown;
        }
    }

    /** Says goodbye; the connection ends when the peer has done so too, or has not for too long. */
    void close(CloseStatus status) {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        try {
            write(Frame.close(status));
        } catch (IOException e) {
            cut();
            return;
        }
        CompletableFuture.delayedExecutor(GOODBYE, TimeUnit.SECONDS).execute(this::cut);
    }

    /** Says goodbye if the peer takes it at once, and ends the connection in any case. */
    void cut(CloseStatus status, long patience) {
        writeTimeout = patience;
        close(status);
        cut();
    }

    /** Ends the connection, by way of the container, which owns it. */
    private void cut() {
        if (!gone.get()) {
            connection().processSocket(SocketEvent.DISCONNECT, true);
        }
    }

    private SocketState lost() {
        closing.set(true);
        return gone(CloseStatus.NO_CLOSE_FRAME);
    }

    private SocketState gone(CloseStatus status) {
        if (gone.compareAndSet(false, true)) {
            tell(() -> handler().afterConnectionClosed(session(), status));
        }
        return SocketState.CLOSED;
    }

    private interface Telling {
        void run() throws Exception;
    }

    private void tell(Telling telling) {
        try {
            telling.run();
        } catch (Exception e) {
            close(CloseStatus.SERVER_ERROR);
        }
    }

    @Override
    public void destroy() {
        lost();
    }

    @Override
    public void timeoutAsync(long now) {
        // a socket may be silent for as long as it answers pings
    }

    @Override
    public void setSslSupport(SSLSupport support) {
        // what is read and written has passed it
    }

    @Override
    public void pause() {
        // who stops the server closes the sockets before
    }
}
