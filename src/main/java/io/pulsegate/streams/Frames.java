package io.pulsegate.streams;

import graphql.GraphQLError;

import io.pulsegate.faults.Fault;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;

/** What the server says in {@code graphql-transport-ws}, and its close codes. */
final class Frames {

    static final CloseStatus FORBIDDEN = new CloseStatus(4403, "Forbidden");
    static final CloseStatus UNAUTHORIZED = new CloseStatus(4401, "Unauthorized");
    static final CloseStatus INIT_TIMEOUT =
            new CloseStatus(4408, "Connection initialisation timeout");
    static final CloseStatus TOO_MANY_INITS =
            new CloseStatus(4429, "Too many initialisation requests");
    static final CloseStatus TOO_MANY_MESSAGES = new CloseStatus(4429, "Too many messages");
    static final CloseStatus TOO_MANY_SOCKETS = new CloseStatus(4429, "Too many connections");
    static final CloseStatus NOT_ACCEPTABLE = new CloseStatus(4406, "Subprotocol not acceptable");
    static final CloseStatus IDLE = new CloseStatus(1000, "No operation for a while");
    static final CloseStatus LEAVING = new CloseStatus(1001, "Restarting: connect again");
    static final CloseStatus LATER = new CloseStatus(1013, "Try again later");
    static final CloseStatus STALLED = new CloseStatus(1013, "Read faster, or ask less often");

    static final TextMessage ACK = new TextMessage("{\"type\":\"connection_ack\"}");
    private static final TextMessage PONG = new TextMessage("{\"type\":\"pong\"}");

    /** Longer ones are not sent back: who does not read would have us keep 200 of them. */
    private static final int LONGEST_PONG = 1000;

    private static final JsonMapper JSON = JsonMapper.shared();

    private Frames() {}

    static CloseStatus badRequest(String why) {
        return new CloseStatus(4400, why);
    }

    static CloseStatus alreadyExists(String id) {
        var text = "Subscriber for " + id + " already exists";
        // a close frame holds 123 bytes of reason
        return new CloseStatus(4409, text.length() > 100 ? "Subscriber already exists" : text);
    }

    static CloseStatus of(Fault fault) {
        return switch (fault) {
            case Fault.Denied _, Fault.Conflicting _ -> FORBIDDEN;
            case Fault.Unauthenticated _ -> UNAUTHORIZED;
            default -> LATER;
        };
    }

    /** With what the ping brought. */
    static TextMessage pong(@Nullable Map<?, ?> payload) {
        if (payload == null) {
            return PONG;
        }
        var pong = JSON.writeValueAsString(Map.of("type", "pong", "payload", payload));
        return pong.length() > LONGEST_PONG ? PONG : new TextMessage(pong);
    }

    static TextMessage complete(String id) {
        return new TextMessage("{\"id\":" + quoted(id) + ",\"type\":\"complete\"}");
    }

    static TextMessage next(String id, Map<String, Object> result) {
        return new TextMessage(
                JSON.writeValueAsString(Map.of("id", id, "type", "next", "payload", result)));
    }

    static TextMessage error(String id, List<? extends GraphQLError> errors) {
        var payload = errors.stream().map(GraphQLError::toSpecification).toList();
        return new TextMessage(
                JSON.writeValueAsString(Map.of("id", id, "type", "error", "payload", payload)));
    }

    static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }
}
