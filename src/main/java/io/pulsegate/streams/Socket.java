package io.pulsegate.streams;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;

import io.pulsegate.access.Admission;
import io.pulsegate.access.Grant;
import io.pulsegate.access.Guest;
import io.pulsegate.access.Viewer;
import io.pulsegate.dashboard.LiveRequest;
import io.pulsegate.dashboard.Refused;
import io.pulsegate.faults.Fault;
import io.pulsegate.live.Answer;
import io.pulsegate.live.Watch;
import io.pulsegate.live.Watcher;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One socket of {@code graphql-transport-ws}.
 *
 * <pre>
 *   Open ──connection_init, viewer found──▶ Acknowledged ──▶ closed
 *     └──time-out 4408, no viewer 4401/4403, second init 4429, anything else 4401──▶ closed
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

        record Acknowledged(Guest guest) implements State {}
    }

    private static final Watch STARTING = () -> {};

    final Outbox outbox;
    final Allowance allowance;
    private final WebSocketSession session;
    private final Doors doors;
    private final @Nullable Admission signedIn;
    private final Map<String, Watch> operations = new ConcurrentHashMap<>();
    private volatile State state;
    private volatile long idleSince;
    private volatile boolean cut;

    /** When the peer was last heard. */
    volatile long heardAt;

    Socket(WebSocketSession session, Doors doors, @Nullable Admission signedIn, long now) {
        this.session = session;
        this.doors = doors;
        this.signedIn = signedIn;
        this.outbox = new Outbox(new Line(session), doors.meters);
        this.allowance = new Allowance(doors.properties, now);
        this.state = new State.Open(now + doors.properties.initTimeout().toNanos());
        this.idleSince = now;
        this.heardAt = now;
    }

    void receive(Message message) {
        switch (message) {
            case Message.Broken(var why) -> close(Frames.badRequest(why));
            case Message.Init init -> init(init);
            case Message.Ping _ -> outbox.put(Frames.PONG);
            case Message.Pong _ -> {}
            case Message.Subscribe subscribe -> subscribe(subscribe);
            case Message.Complete(var id) -> complete(id);
        }
    }

    private void init(Message.Init init) {
        if (state instanceof State.Acknowledged) {
            close(Frames.TOO_MANY_INITS);
            return;
        }
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
        if (!(state instanceof State.Acknowledged(var guest))) {
            close(Frames.UNAUTHORIZED);
            return;
        }
        var id = subscribe.id();
        if (operations.size() >= doors.properties.operationsPerSocket()) {
            outbox.put(Frames.error(id, List.of(tooMany())));
            return;
        }
        if (operations.putIfAbsent(id, STARTING) != null) {
            close(Frames.alreadyExists(id));
            return;
        }
        // beside the socket's own thread, so that `complete` is heard while it starts
        Thread.startVirtualThread(() -> start(id, subscribe.question(), guest.admission()));
    }

    private void start(String id, Question asked, Admission admission) {
        try {
            var current = doors.current(admission);
            var question = doors.documents.carried(asked);
            if (doors.subscribes(question)) {
                watch(id, question, current);
            } else {
                answer(id, question, current);
            }
        } catch (Refused refused) {
            finish(id, () -> outbox.put(Frames.error(id, refused.errors())));
        } catch (Fault.Unauthenticated | Fault.Denied fault) {
            close(Frames.of(fault));
        } catch (Fault fault) {
            finish(id, () -> outbox.put(Frames.error(id, List.of(doors.error(fault)))));
        } catch (RuntimeException e) {
            finish(id, () -> outbox.put(Frames.error(id, List.of(doors.masked(e)))));
        }
    }

    private void watch(String id, Question question, Admission admission) {
        var request =
                new LiveRequest(
                        question.document(),
                        question.operationName(),
                        question.variables(),
                        question.extensions());
        var reader = new Reader(id);
        var watch =
                doors.follows.concern(question)
                        ? doors.follows.follow(admission, question, reader)
                        : doors.live.watch(admission, request, reader);
        if (!operations.replace(id, STARTING, watch)) {
            watch.close();
        }
    }

    private void answer(String id, Question question, Admission admission) {
        var result = doors.execute(question, admission, session.getId());
        finish(
                id,
                () -> {
                    if (result.containsKey("data")) {
                        outbox.put(Frames.next(id, result));
                        outbox.put(Frames.complete(id));
                    } else {
                        outbox.put(Frames.error(id, doors.errors(result)));
                    }
                });
    }

    /** Says the last word of an operation, unless the client completed it before. */
    private void finish(String id, Runnable lastWord) {
        if (operations.remove(id) != null) {
            idleSince = System.nanoTime();
            lastWord.run();
        }
    }

    private void complete(String id) {
        var watch = operations.remove(id);
        if (watch != null) {
            watch.close();
            outbox.forget(id);
            idleSince = System.nanoTime();
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
        boolean idle = state instanceof State.Acknowledged && operations.isEmpty();
        return idle && now - idleSince >= doors.properties.idleTimeout().toNanos()
                ? Frames.IDLE
                : null;
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
        operations.values().forEach(Watch::close);
        operations.clear();
        doors.seats.leave(this);
    }

    private static GraphQLError tooMany() {
        return GraphqlErrorBuilder.newError()
                .message("Too many operations on one socket. Complete some first.")
                .extensions(Map.of("code", "TOO_MANY_REQUESTS"))
                .build();
    }

    /** One subscription's way to the outbox. */
    private final class Reader implements Watcher {

        private final String id;

        Reader(String id) {
            this.id = id;
        }

        @Override
        public void answer(Answer answer) {
            if (operations.containsKey(id)) {
                outbox.put(id, answer);
            }
        }

        @Override
        public void end(@Nullable Fault why) {
            if (why == null) {
                finish(id, () -> outbox.complete(id));
            } else {
                close(Frames.of(why));
            }
        }
    }
}
