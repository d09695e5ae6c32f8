package io.pulsegate.streams;

import io.pulsegate.access.Rounds;
import io.pulsegate.access.ViewerAuthentication;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * All sockets of this node: takes what the container hears, and looks once a second after those
 * that are silent, idle or late.
 */
@Component
final class SocketDoor implements WebSocketHandler, SubProtocolCapable, SmartLifecycle {

    static final String PROTOCOL = "graphql-transport-ws";

    /** Where the handshake leaves who was signed in. */
    static final String SIGNED_IN = "signedIn";

    private static final Logger log = LoggerFactory.getLogger(SocketDoor.class);

    /** With the time over which goodbyes are spread, less than a phase of the stop may take. */
    private static final Duration LAST_GOODBYES = Duration.ofMillis(800);

    private final Doors doors;
    private final Rounds rounds;
    private final JsonMapper json;

    /** As many as the connector takes in; who does not say hello in time leaves again. */
    private final Map<String, Socket> open = new ConcurrentHashMap<>();

    private @Nullable ScheduledExecutorService keeper;
    private final AtomicLong numbers = new AtomicLong();

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
        long now = System.nanoTime();
        var pings = new PingTurn(numbers.incrementAndGet(), doors.properties.pingEvery(), now);
        var socket =
                new Socket(
                        session, doors, signedIn == null ? null : signedIn.admission(), pings, now);
        open.put(session.getId(), socket);
        doors.meters.sockets.incrementAndGet();
    }

    @Override
    public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) {
        var known = open.get(session.getId());
        if (known == null) {
            return;
        }
        long now = System.nanoTime();
        known.heardAt = now;
        if (!known.allowance.take(now)) {
            known.close(Frames.TOO_MANY_MESSAGES);
            return;
        }
        switch (message) {
            case TextMessage text -> known.receive(Message.parse(text.getPayload(), json));
            case PingMessage _, PongMessage _ -> {}
            default -> known.close(Frames.badRequest("Invalid message: not text"));
        }
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
            known.gone();
        }
    }

    @Override
    public boolean supportsPartialMessages() {
        return false;
    }

    private void look() {
        long now = System.nanoTime();
        for (var known : open.values()) {
            var why = known.overdue(now);
            if (why != null) {
                known.cut(why);
            } else {
                known.ping(now);
            }
        }
        rounds.look(open.values().stream().map(Socket::guest).filter(Objects::nonNull).toList());
    }

    @Override
    public synchronized void start() {
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
                known -> known.close(Frames.LEAVING),
                () -> {
                    letThemGo();
                    // who does not take it would hold up the container for as long as a write may
                    open.values().forEach(known -> known.cut(Frames.LEAVING));
                    done.run();
                });
    }

    /** The last who were told have not read it yet when a machine is busy. */
    private void letThemGo() {
        long until = System.nanoTime() + LAST_GOODBYES.toNanos();
        while (!open.isEmpty() && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
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
