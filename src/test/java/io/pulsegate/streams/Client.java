package io.pulsegate.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of {@code graphql-transport-ws} that does exactly what a test says. */
final class Client implements WebSocket.Listener, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    volatile int closeCode;
    volatile String closeReason = "";
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    private Client(int port, Map<String, String> headers, String protocol) {
        var builder = HttpClient.newHttpClient().newWebSocketBuilder().subprotocols(protocol);
        headers.forEach(builder::header);
        socket = builder.buildAsync(URI.create("ws://localhost:" + port + "/graphql"), this).join();
    }

    static Client open(int port, Map<String, String> headers) {
        return new Client(port, headers, "graphql-transport-ws");
    }

    static Client speaking(String protocol, int port) {
        return new Client(port, Map.of(), protocol);
    }

    /** Says hello with a key, and waits for the acknowledgement. */
    Client hello(String key) {
        say(
                "{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer "
                        + key
                        + "\"}}");
        next("connection_ack", null);
        return this;
    }

    void say(String message) {
        socket.sendText(message, true).join();
    }

    void subscribe(String id, String document) {
        subscribe(id, Map.of("query", document));
    }

    /** By one who does not know whether he was turned away already. */
    void subscribeUnlessClosed(String id, String document) {
        try {
            subscribe(id, document);
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class).hasMessageContaining("closed");
        }
    }

    /** As one who was there before, and saw updates up to this one. */
    void resume(String id, String document, long seq) {
        subscribe(
                id, Map.of("query", document, "extensions", Map.of("resume", Map.of("seq", seq))));
    }

    void subscribe(String id, Map<String, ?> payload) {
        say(JSON.writeValueAsString(Map.of("id", id, "type", "subscribe", "payload", payload)));
    }

    /** The oldest message of a type that was not asked for before. */
    JsonNode next(String type, @Nullable String id) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> take(type, id), found -> found != null);
    }

    private synchronized @Nullable JsonNode take(String type, @Nullable String id) {
        for (var message : heard) {
            if (message.path("type").asString("").equals(type)
                    && (id == null || message.path("id").asString("").equals(id))) {
                heard.remove(message);
                return message;
            }
        }
        return null;
    }

    /** The code with which the server closed. */
    int closed() {
        await().atMost(Duration.ofSeconds(20)).until(() -> closeCode != 0);
        return closeCode;
    }

    @Override
    public @Nullable CompletionStage<?> onText(
            WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            heard.add(JSON.readTree(text.toString()));
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(
            WebSocket webSocket, int statusCode, String reason) {
        closeReason = reason;
        closeCode = statusCode;
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
