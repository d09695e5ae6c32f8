package io.pulsegate.streams;

import graphql.GraphQLError;

import io.pulsegate.access.Admission;
import io.pulsegate.access.ViewerAuthentication;
import io.pulsegate.dashboard.LiveRequest;
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
                return question;
            }
        } catch (JacksonException e) {
            log.debug("not JSON", e);
        }
        throw new Fault.Invalid("The body is not a GraphQL request: an object with `query`.");
    }

    private void stream(Question question, Admission admission, HttpServletResponse response)
            throws IOException {
        if (question.subscribes()) {
            watch(question, admission, response);
            return;
        }
        var result = doors.execute(question, admission, UUID.randomUUID().toString());
        var out = EventStream.open(response);
        EventStream.next(out, json.writeValueAsBytes(result));
        EventStream.complete(out);
    }

    private void watch(Question question, Admission admission, HttpServletResponse response)
            throws IOException {
        var stream = new EventStream();
        doors.seats.take(admission.viewer(), stream);
        open.add(stream);
        try (var _ =
                doors.follows.concern(question)
                        ? doors.follows.follow(admission, question, stream)
                        : doors.live.watch(admission, request(question), stream)) {
            var out = EventStream.open(response);
            stream.write(out, doors.properties.pingEvery(), doors.properties.streamLife());
        } catch (Refused refused) {
            refuse(refused.errors(), response);
        } catch (IOException gone) {
            log.debug("the peer of an event stream is gone", gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(stream);
            doors.seats.leave(stream);
        }
    }

    /** What the protocol asks for: errors are results, too. */
    private void refuse(List<GraphQLError> errors, HttpServletResponse response)
            throws IOException {
        var out = EventStream.open(response);
        EventStream.next(
                out,
                json.writeValueAsBytes(
                        Map.of(
                                "errors",
                                errors.stream().map(GraphQLError::toSpecification).toList())));
        EventStream.complete(out);
    }

    private static LiveRequest request(Question question) {
        return new LiveRequest(
                question.document(),
                question.operationName(),
                question.variables(),
                question.extensions());
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
    public void stop() {
        running = false;
        open.forEach(stream -> stream.end(null));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
