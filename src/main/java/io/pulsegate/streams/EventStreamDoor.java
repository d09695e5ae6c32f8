package io.pulsegate.streams;

import graphql.GraphQLError;

import io.pulsegate.access.Admission;
import io.pulsegate.access.ViewerAuthentication;
import io.pulsegate.dashboard.Refused;
import io.pulsegate.faults.Fault;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** {@code POST /graphql} for whoever accepts {@code text/event-stream}. */
@Component
final class EventStreamDoor implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventStreamDoor.class);

    private final Doors doors;
    private final JsonMapper json;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    EventStreamDoor(Doors doors, JsonMapper json) {
        this.doors = doors;
        this.json = json;
    }

    ServerResponse answer(ServerRequest request) throws Exception {
        var question = question(request);
        if (!(SecurityContextHolder.getContext().getAuthentication()
                instanceof ViewerAuthentication viewer)) {
            throw new Fault.Unauthenticated("Sign in first.");
        }
        if (!running) {
            throw new Fault.Unavailable("Restarting. Come again.", Duration.ofSeconds(1));
        }
        return ServerResponse.ok()
                .build((HttpServletRequest _, HttpServletResponse response) -> {
                    stream(question, viewer.admission(), response);
                    return null;
                });
    }

    private Question question(ServerRequest request) throws Exception {
        try {
            var body = json.readValue(request.servletRequest().getInputStream(), Object.class);
            var question = body instanceof Map<?, ?> members ? Question.of(members) : null;
            if (question != null) {
                return doors.documents.carried(question);
            }
        } catch (JacksonException e) {
            log.debug("not JSON", e);
        }
        throw new Fault.Invalid("The body is not a GraphQL request: an object with `query`.");
    }

    private void stream(Question question, Admission admission, HttpServletResponse response)
            throws IOException {
        if (doors.subscribes(question)) {
            watch(question, admission, response);
            return;
        }
        var result = doors.execute(question, admission, UUID.randomUUID().toString());
        var events = new Events(response);
        events.next(json.writeValueAsBytes(result));
        events.complete();
    }

    private void watch(Question question, Admission admission, HttpServletResponse response)
            throws IOException {
        var stream = new EventStream(doors.meters, doors.properties.streamLife());
        doors.seats.take(admission.viewer(), stream);
        open.add(stream);
        doors.meters.eventStreams.incrementAndGet();
        try (var _ = doors.watch(question, admission, stream)) {
            write(stream, new Events(response));
        } catch (Refused refused) {
            refuse(refused.errors(), new Events(response));
        } catch (Fault.Invalid invalid) {
            refuse(List.of(doors.error(invalid)), new Events(response));
        } catch (IOException gone) {
            log.debug("the peer of an event stream is gone", gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(stream);
            doors.meters.eventStreams.decrementAndGet();
            doors.seats.leave(stream);
        }
    }

    /** Writes what comes until the last word is said. */
    private void write(EventStream stream, Events events) throws IOException, InterruptedException {
        while (true) {
            switch (stream.await(doors.properties.heartbeatEvery())) {
                case EventStream.Word.Next(var answer) -> {
                    events.next(answer.bytes());
                    doors.meters.written(answer);
                }
                case EventStream.Word.Nothing() -> events.heartbeat();
                case EventStream.Word.Later(var millis) -> {
                    events.retry(millis);
                    events.complete();
                    return;
                }
                case EventStream.Word.Over(var why) -> {
                    refuse(why == null ? List.of() : List.of(doors.error(why)), events);
                    return;
                }
            }
        }
    }

    /** What the protocol asks for: errors are results, too. */
    private void refuse(List<GraphQLError> errors, Events events) throws IOException {
        if (!errors.isEmpty()) {
            var members = errors.stream().map(GraphQLError::toSpecification).toList();
            events.next(json.writeValueAsBytes(Map.of("errors", members)));
        }
        events.complete();
    }

    @Override
    public void start() {
        running = true;
    }

    /**
     * Before the web server's graceful phase, which waits for requests that run: these would for
     * minutes.
     */
    @Override
    public void stop(Runnable done) {
        running = false;
        Farewell.to(open, doors.properties.drainOver(), EventStreamDoor::sendAway, done);
    }

    private static void sendAway(EventStream stream) {
        stream.comeAgain(Farewell.pause());
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
