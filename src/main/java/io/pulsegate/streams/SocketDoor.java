package io.pulsegate.streams;

import io.pulsegate.access.Rounds;
import io.pulsegate.access.ViewerAuthentication;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

import tools.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * All sockets of this node: takes what the container hears, and looks once a second after those
 * that are silent, idle or late. Messages arrive in parts, so that no socket holds a buffer of the
 * longest message.
 */
@Component
final class SocketDoor implements WebSocketHandler, SubProtocolCapable, SmartLifecycle {

    static final String PROTOCOL = "graphql-transport-ws";

    /** Where the handshake leaves who was signed in. */
    static final String SIGNED_IN = "signedIn";

    private static final Logger log = LoggerFactory.getLogger(SocketDoor.class);

    private record Open(Socket socket, StringBuilder text) {}

    private final Doors doors;
    private final Rounds rounds;
    private final JsonMapper json;
    private final Map<String, Open> open = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService keeper;
    private long pingedAt;

    SocketDoor(Doors doors, Rounds rounds, JsonMapper json) {
        this.doors = doors;
        this.rounds = rounds;
        this.json = json;
    }

    @Override
    public java.util.List<String> getSubProtocols() {
        return java.util.List.of(PROTOCOL);
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws Exception {
        if (!PROTOCOL.equals(session.getAcceptedProtocol())) {
            session.close(Frames.NOT_ACCEPTABLE);
            return;
        }
        if (!isRunning()) {
            session.close(Frames.LEAVING);
            return;
        }
        var signedIn = (ViewerAuthentication) session.getAttributes().get(SIGNED_IN);
        var socket =
                new Socket(
                        session,
                        doors,
                        signedIn == null ? null : signedIn.admission(),
                        System.nanoTime());
        open.put(session.getId(), new Open(socket, new StringBuilder()));
        doors.meters.sockets.incrementAndGet();
    }

    @Override
    public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) {
        var known = open.get(session.getId());
        if (known == null) {
            return;
        }
        known.socket.heardAt = System.nanoTime();
        switch (message) {
            case TextMessage part -> text(known, part);
            case PongMessage _ -> {}
            case BinaryMessage _ ->
                    known.socket.close(Frames.badRequest("Invalid message: not text"));
            default -> known.socket.close(Frames.badRequest("Invalid message"));
        }
    }

    private void text(Open known, TextMessage part) {
        if (known.text.length() + part.getPayloadLength()
                > doors.properties.messageSize().toBytes()) {
            known.socket.close(CloseStatus.TOO_BIG_TO_PROCESS);
            return;
        }
        known.text.append(part.getPayload());
        if (!part.isLast()) {
            return;
        }
        var whole = known.text.toString();
        known.text.setLength(0);
        known.text.trimToSize();
        if (!known.socket.allowance.take(System.nanoTime())) {
            known.socket.close(Frames.TOO_MANY_MESSAGES);
            return;
        }
        known.socket.receive(Message.parse(whole, json));
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable thrown) {
        log.debug("socket {} broke", session.getId(), thrown);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        var known = open.remove(session.getId());
        if (known != null) {
            doors.meters.sockets.decrementAndGet();
            known.socket.gone();
        }
    }

    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    private void look() {
        long now = System.nanoTime();
        boolean ping = now - pingedAt >= doors.properties.pingEvery().toNanos();
        if (ping) {
            pingedAt = now;
        }
        for (var known : open.values()) {
            var why = known.socket.overdue(now);
            if (why != null) {
                known.socket.cut(why);
            } else if (ping) {
                known.socket.outbox.put(new PingMessage());
            }
        }
        rounds.look(
                open.values().stream()
                        .map(known -> known.socket.guest())
                        .filter(Objects::nonNull)
                        .toList());
    }

    @Override
    public synchronized void start() {
        pingedAt = System.nanoTime();
        keeper =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("socket-keeper").factory());
        var _ = keeper.scheduleWithFixedDelay(this::lookAnyway, 1, 1, TimeUnit.SECONDS);
    }

    /** A task that throws is not scheduled again. */
    private void lookAnyway() {
        try {
            look();
        } catch (RuntimeException e) {
            log.error("looking after sockets failed", e);
        }
    }

    /** Before the web server stops: everybody is told to come again. */
    @Override
    public void stop(Runnable done) {
        stopKeeping();
        Farewell.to(
                open.values(),
                doors.properties.drainOver(),
                known -> known.socket.close(Frames.LEAVING),
                () -> {
                    // who does not take it would hold up the container for as long as a write may
                    open.values().forEach(known -> known.socket.cut(Frames.LEAVING));
                    done.run();
                });
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    private synchronized void stopKeeping() {
        if (keeper != null) {
            keeper.shutdownNow();
            keeper = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return keeper != null;
    }
}
