package io.pulsegate.streams;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;

/** What a client of {@code graphql-transport-ws} may say. */
sealed interface Message {

    /**
     * The first word.
     *
     * @param authorization as an Authorization header would say it; null when none was sent
     */
    record Init(@Nullable String authorization) implements Message {}

    record Ping(@Nullable Map<?, ?> payload) implements Message {}

    record Pong() implements Message {}

    record Subscribe(String id, Question question) implements Message {}

    record Complete(String id) implements Message {}

    /** Nothing of the protocol. */
    record Broken(String why) implements Message {}

    static Message parse(String text, JsonMapper json) {
        try {
            return json.readValue(text, Object.class) instanceof Map<?, ?> message
                    ? of(message)
                    : new Broken("Invalid message: not an object");
        } catch (JacksonException e) {
            return new Broken("Invalid message: not JSON");
        }
    }

    private static Message of(Map<?, ?> message) {
        if (!(message.get("type") instanceof String type)) {
            return new Broken("Invalid message: no type");
        }
        var payload = message.get("payload");
        if (payload != null && !(payload instanceof Map)) {
            return new Broken("Invalid message: the payload is not an object");
        }
        return switch (type) {
            case "connection_init" -> init((Map<?, ?>) payload);
            case "ping" -> new Ping((Map<?, ?>) payload);
            case "pong" -> new Pong();
            case "subscribe" -> subscribe(message.get("id"), (Map<?, ?>) payload);
            case "complete" ->
                    message.get("id") instanceof String id && !id.isEmpty()
                            ? new Complete(id)
                            : new Broken("Invalid message: complete without an id");
            default -> new Broken("Invalid message: unknown type");
        };
    }

    private static Message init(@Nullable Map<?, ?> payload) {
        var authorization = payload == null ? null : payload.get("authorization");
        return authorization == null || authorization instanceof String
                ? new Init((String) authorization)
                : new Broken("Invalid message: authorization is not text");
    }

    private static Message subscribe(@Nullable Object id, @Nullable Map<?, ?> payload) {
        if (!(id instanceof String text) || text.isEmpty()) {
            return new Broken("Invalid message: subscribe without an id");
        }
        var question = payload == null ? null : Question.of(payload);
        return question == null
                ? new Broken("Invalid message: subscribe without a question")
                : new Subscribe(text, question);
    }
}
