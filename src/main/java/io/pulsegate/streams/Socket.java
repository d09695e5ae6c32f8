package io.pulsegate.streams;

import io.pulsegate.access.Admission;
import io.pulsegate.access.Grant;
import io.pulsegate.access.Guest;
import io.pulsegate.access.Viewer;
import io.pulsegate.faults.Fault;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * One socket of {@code graphql-transport-ws}.
 *
 * <pre>
 *   Open ──connection_init──▶ Greeted ──viewer found──▶ Acknowledged ──▶ closed
 *     │                          └──no viewer 4401/4403, second init 4429──▶ closed
 *     └──time-out 4408, anything else 4401──▶ closed
 * </pre>
 *
 * <p>Messages of one socket come one after the other; answers come from other threads, and meet the
 * outbox only.
 */
final class Socket implements Guest.Host {

    /** How far the socket is. */
    sealed interface State {
        /** Not before this does it have to have said who it is. */
        record Open(long until) implements State {}

        /** Said hello, once: who it is is being looked up, or nobody was found. */
        record Greeted() implements State {}

        record Acknowledged(Guest guest) implements State {}
    }

    final Outbox outbox;
    final Allowance allowance;
    private final WebSocketSession session;
    private final Doors doors;
    private final @Nullable Admission signedIn;
    private final Running running;
    private final PingTurn pings;
    private volatile State state;
    private volatile boolean cut;

    /** When the peer was last heard. */
    volatile long heardAt;

    Socket(
            WebSocketSession session,
            Doors doors,
            @Nullable Admission signedIn,
            PingTurn pings,
            long now) {
        this.session = session;
        this.doors = doors;
        this.signedIn = signedIn;
        this.pings = pings;
        this.outbox = new Outbox(new Line(session), doors.meters);
        this.running = new Running(session.getId(), doors, outbox, now);
        this.allowance = new Allowance(doors.properties, now);
        this.state = new State.Open(now + doors.properties.initTimeout().toNanos());
        this.heardAt = now;
    }

    void receive(Message message) {
        // what follows what it is closed for counts no more
        if (outbox.isClosing()) {
            return;
        }
        switch (message) {
            case Message.Broken(var why) -> close(Frames.badRequest(why));
            case Message.Init init -> init(init);
            case Message.Ping(var payload) -> outbox.put(Frames.pong(payload));
            case Message.Pong _ -> {}
            case Message.Subscribe subscribe -> subscribe(subscribe);
            case Message.Complete(var id) -> running.complete(id);
        }
    }

    private void init(Message.Init init) {
        if (!(state instanceof State.Open)) {
            close(Frames.TOO_MANY_INITS);
            return;
        }
        state = new State.Greeted();
        try {
            var admission = doors.admit(signedIn, init.authorization(), session);
            doors.seats.take(admission.viewer(), this);
            state = new State.Acknowledged(new Guest(admission, this));
            outbox.put(Frames.ACK);
        } catch (Fault fault) {
            close(fault instanceof Fault.Busy ? Frames.TOO_MANY_SOCKETS : Frames.of(fault));
        }
    }

    private void subscribe(Message.Subscribe subscribe) {
        if (state instanceof State.Acknowledged(var guest)) {
            running.begin(subscribe.id(), subscribe.question(), guest.admission());
        } else {
            close(Frames.UNAUTHORIZED);
        }
    }

    /** Whose credential has to be looked at every second; null before anybody was let in. */
    @Nullable Guest guest() {
        return state instanceof State.Acknowledged(var guest) ? guest : null;
    }

    @Override
    public void allow(Viewer viewer) {
        viewer.require(Grant.DASHBOARD_READ);
    }

    @Override
    public void dismiss(Fault why) {
        close(Frames.of(why));
    }

    /** What every second has to be looked at; null: all is well. */
    @Nullable CloseStatus overdue(long now) {
        if (outbox.waits(now) >= doors.properties.stalledAfter().toNanos()) {
            return Frames.STALLED;
        }
        if (state instanceof State.Open(var until) && now - until >= 0) {
            return Frames.INIT_TIMEOUT;
        }
        if (now - heardAt
                >= 2 * doors.properties.pingEvery().toNanos()
                        + doors.properties.pingEvery().toNanos() / 2) {
            return CloseStatus.SESSION_NOT_RELIABLE;
        }
        return state instanceof State.Acknowledged
                        && running.idleFor(now) >= doors.properties.idleTimeout().toNanos()
                ? Frames.IDLE
                : null;
    }

    /** Asks whether the peer is there, if it is its turn. */
    void ping(long now) {
        if (pings.isDue(now)) {
            outbox.put(new PingMessage());
        }
    }

    void close(CloseStatus why) {
        outbox.close(why);
    }

    /** Closes now, once, whatever the peer does. */
    void cut(CloseStatus why) {
        if (cut) {
            return;
        }
        cut = true;
        if (why.equals(Frames.STALLED)) {
            doors.meters.stalled();
        }
        outbox.cut(why);
    }

    /** The socket is gone: nothing of it may go on. */
    void gone() {
        running.endAll();
        doors.seats.leave(this);
    }
}
