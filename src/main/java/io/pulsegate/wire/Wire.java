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
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CompletionHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One WebSocket on one connection of the container, after the handshake. The container calls when
 * there is something to read, one call at a time; anybody may write, each frame as a whole. Whoever
 * says goodbye does so on a thread of its own: a peer that does not read holds up no one.
 *
 * <pre>
 *   open ──we close──▶ closing ──peer's close frame, or too long without──▶ gone
 *     ├──peer closes──▶ closing ──our close frame───────────────────────▶ gone
 *     └──peer is lost, or cut off───────────────────────────────────────▶ gone
 * </pre>
 */
public final class Wire implements InternalHttpUpgradeHandler {

    /** So many at one time, then others have their turn, however fast a peer sends. */
    private static final int READS = 64;

    /** How long a peer may take to read a close frame, and how long to answer it. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    /** Null while it is open; then done as soon as our close frame is sent, or cannot be. */
    private final AtomicReference<@Nullable CompletableFuture<Void>> closing =
            new AtomicReference<>();

    /** Held while writing: nothing follows a close frame (RFC 6455, section 5.5.1). */
    private final ReentrantLock writing = new ReentrantLock();

    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicReference<Heard.@Nullable Ping> ping = new AtomicReference<>();
    private @Nullable SocketWrapperBase<?> connection;
    private @Nullable WebSocketHandler handler;
    private @Nullable WireSession session;
    private Duration writeTimeout = GOODBYE;

    /** Null when nothing that follows counts: the peer closed, or broke the protocol. */
    private @Nullable FrameReader reader;

    /** Before the container hands the connection over. */
    void begin(WebSocketHandler listener, WireSession own, WireLimits limits) {
        handler = listener;
        session = own;
        reader = new FrameReader(limits.longest());
        writeTimeout = limits.writeTimeout();
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
        return closing.get() == null && !gone.get();
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
        // as large as the container's own: it hands over what came without keeping any of it
        var room = connection().getSocketBufferHandler().getReadBuffer().capacity();
        var bytes = ByteBuffer.allocate(room);
        try {
            for (int i = 0; i < READS && connection().read(false, bytes.clear()) > 0; i++) {
                take(bytes.flip());
                if (gone.get()) {
                    return SocketState.CLOSED;
                }
            }
            return SocketState.UPGRADED;
        } catch (IOException e) {
            return lost();
        } catch (RuntimeException | Error e) {
            // the container closes the connection, and tells nobody
            lost();
            throw e;
        }
    }

    private void take(ByteBuffer bytes) {
        var frames = reader;
        if (frames == null) {
            return;
        }
        try {
            frames.add(bytes);
            var heard = frames.next();
            while (heard != null) {
                hear(heard);
                heard = reader == null ? null : frames.next();
            }
        } catch (ProtocolFault fault) {
            // it may be sending still: closed at once, it would not read why
            reader = null;
            close(fault.status());
        }
    }

    private void hear(Heard heard) {
        switch (heard) {
            case Heard.Text(var text) -> pass(new TextMessage(text));
            case Heard.Binary() -> pass(new BinaryMessage(new byte[0]));
            case Heard.Pong() -> pass(new PongMessage());
            case Heard.Ping one -> {
                pong(one);
                pass(new PingMessage());
            }
            case Heard.Close(var status) -> {
                reader = null;
                if (!goodbye(status, Duration.ZERO)) {
                    gone(status);
                }
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
                    if (isOpen()) {
                        end();
                    }
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
        var frames = new ArrayList<ByteBuffer>(3 * messages.size());
        messages.forEach(message -> Frame.add(message, frames));
        writing.lock();
        try {
            if (!isOpen()) {
                throw new IOException("closed");
            }
            write(frames, writeTimeout);
        } finally {
            writing.unlock();
        }
    }

    private void write(List<ByteBuffer> frames, Duration timeout) throws IOException {
        var outcome = new Outcome();
        connection()
                .write(
                        BlockingMode.BLOCK,
                        timeout.toMillis(),
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

    /**
     * Says goodbye, and returns at once; the connection ends when the peer has said so too, or has
     * not for too long.
     */
    void close(CloseStatus status) {
        goodbye(status, GOODBYE);
    }

    /** Whether it was the first. */
    private boolean goodbye(CloseStatus status, Duration wait) {
        var said = new CompletableFuture<Void>();
        if (!closing.compareAndSet(null, said)) {
            return false;
        }
        Thread.startVirtualThread(() -> {
            try {
                last(Frame.close(status));
                said.complete(null);
                Thread.sleep(wait);
            } catch (IOException e) {
                // it is gone, or does not read
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            said.complete(null);
            end();
        });
        return true;
    }

    private void last(List<ByteBuffer> frame) throws IOException, InterruptedException {
        if (!writing.tryLock(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("does not read what is being written");
        }
        try {
            write(frame, GOODBYE);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Says goodbye if the peer takes it soon, and ends the connection in any case.
     *
     * @param patience how long that may take
     */
    void cut(CloseStatus status, Duration patience) {
        goodbye(status, GOODBYE);
        try {
            Objects.requireNonNull(closing.get()).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // it is cut off without
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end();
    }

    /** Ends the connection, as the container would: between two of its calls, never during one. */
    private void end() {
        var calls = connection().getLock();
        calls.lock();
        try {
            connection().close();
            lost();
        } finally {
            calls.unlock();
        }
    }

    private SocketState lost() {
        closing.compareAndSet(null, CompletableFuture.completedFuture(null));
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
