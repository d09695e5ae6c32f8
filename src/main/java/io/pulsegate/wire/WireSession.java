package io.pulsegate.wire;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A {@link Wire} as Spring knows sockets. Forgets the handshake: it would be held for hours. */
public final class WireSession implements WebSocketSession {

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final URI NOWHERE = URI.create("");

    private final String id = Long.toString(NUMBERS.incrementAndGet(), Character.MAX_RADIX);
    private final Wire wire;
    private final Map<String, Object> attributes;
    private final @Nullable String protocol;

    /** As the handshake knew it, which believes a proxy if it is told to. */
    private final InetSocketAddress peer;

    WireSession(
            Wire wire,
            Map<String, Object> attributes,
            @Nullable String protocol,
            InetSocketAddress peer) {
        this.wire = wire;
        this.attributes = attributes;
        this.protocol = protocol;
        this.peer = peer;
    }

    /**
     * Writes these messages together; blocks until the peer took them.
     *
     * @throws IOException when the peer is gone, or did not read for as long as a write may take
     */
    public void send(List<? extends WebSocketMessage<?>> messages) throws IOException {
        wire.send(messages);
    }

    /**
     * Ends the connection itself, whether the peer takes what is being written or not.
     *
     * @param patience how long the goodbye may take
     */
    public void cut(CloseStatus why, Duration patience) {
        wire.cut(why, patience);
    }

    @Override
    public void sendMessage(WebSocketMessage<?> message) throws IOException {
        wire.send(List.of(message));
    }

    @Override
    public boolean isOpen() {
        return wire.isOpen();
    }

    @Override
    public void close() {
        close(CloseStatus.NORMAL);
    }

    @Override
    public void close(CloseStatus status) {
        wire.close(status);
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public Map<String, Object> getAttributes() {
        return attributes;
    }

    @Override
    public @Nullable String getAcceptedProtocol() {
        return protocol;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return peer;
    }

    @Override
    public @Nullable InetSocketAddress getLocalAddress() {
        return null;
    }

    @Override
    public @Nullable URI getUri() {
        return NOWHERE;
    }

    @Override
    public HttpHeaders getHandshakeHeaders() {
        return HttpHeaders.EMPTY;
    }

    @Override
    public @Nullable Principal getPrincipal() {
        return null;
    }

    @Override
    public List<WebSocketExtension> getExtensions() {
        return List.of();
    }

    @Override
    public void setTextMessageSizeLimit(int limit) {
        throw new UnsupportedOperationException("one limit for all: WireLimits");
    }

    @Override
    public int getTextMessageSizeLimit() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void setBinaryMessageSizeLimit(int limit) {
        throw new UnsupportedOperationException("one limit for all: WireLimits");
    }

    @Override
    public int getBinaryMessageSizeLimit() {
        return Integer.MAX_VALUE;
    }
}
