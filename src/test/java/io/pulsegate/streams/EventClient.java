package io.pulsegate.streams;

import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A client of GraphQL over SSE that reads when a test says so, and whose connection is its own: to
 * stall it, or to tear it off.
 */
final class EventClient implements AutoCloseable {

    private record Event(String name, String data) {}

    final Socket connection = new Socket();
    final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    private EventClient() {}

    static EventClient open(int port, String key, Map<String, ?> question) throws IOException {
        var client = ask(port, key, question, 0);
        Thread.startVirtualThread(client::read);
        await().until(() -> client.lines.contains(""));
        return client;
    }

    /** Asks, and does not read; {@code window} bytes fit into its own buffer, 0 for the usual. */
    static EventClient ask(int port, String key, Map<String, ?> question, int window)
            throws IOException {
        var client = new EventClient();
        if (window > 0) {
            client.connection.setReceiveBufferSize(window);
        }
        client.connection.connect(new java.net.InetSocketAddress("localhost", port));
        var body = JsonMapper.shared().writeValueAsBytes(question);
        var head =
                """
                POST /graphql HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                Content-Type: application/json
                Accept: text/event-stream
                Content-Length: %d

                """
                        .formatted(key, body.length)
                        .replace("\n", "\r\n");
        client.connection.getOutputStream().write(head.getBytes(UTF_8));
        client.connection.getOutputStream().write(body);
        return client;
    }

    /** Reads to the end, in the way HTTP is chunked: sizes stand on lines of their own. */
    void read() {
        try (var reader =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                // the last chunk
                if (line.equals("0")) {
                    break;
                }
            }
        } catch (IOException torn) {
            lines.add("torn: " + torn.getMessage());
        }
        ended = true;
    }

    String contentType() {
        return lines.stream()
                .filter(line -> line.startsWith("Content-Type: "))
                .findFirst()
                .orElse("")
                .replace("Content-Type: ", "");
    }

    /** The oldest event of this name that was not asked for before. */
    JsonNode next(String name) {
        var event =
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> take(name), found -> found != null);
        return JsonMapper.shared().readTree(event.data.isBlank() ? "null" : event.data);
    }

    private @Nullable Event take(String name) {
        // lines are only ever added, so that places hold while the stream is read
        var known = List.copyOf(lines);
        int at = known.indexOf("event: " + name);
        if (at < 0) {
            return null;
        }
        // data may stand in a chunk of its own
        var rest = known.subList(at + 1, known.size());
        var data = rest.stream().filter(line -> line.startsWith("data:")).findFirst();
        if (data.isEmpty()) {
            return null;
        }
        lines.set(at, "event taken");
        lines.set(at + 1 + rest.indexOf(data.get()), "data taken");
        return new Event(name, data.get().substring("data:".length()));
    }

    /** The server has ended the stream. */
    void ends() {
        await().atMost(Duration.ofSeconds(20)).until(() -> ended);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
