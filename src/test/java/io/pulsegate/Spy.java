package io.pulsegate;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A client of one organisation that asks over every transport, breaks off as it likes, and knows
 * the words that only others may hear.
 */
final class Spy implements WebSocket.Listener, AutoCloseable {

    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final HttpClient CLIENT = HttpClient.newBuilder().executor(THREADS).build();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LIVE =
            "subscription { dashboardUpdates(cadenceSeconds: 5) { seq newEventCount"
                    + " recentActivity { events { id message } } } }";
    private static final List<String> QUESTIONS =
            Stream.of(
                            "Dashboard",
                            "Logs",
                            "Connections",
                            "Webhooks",
                            "ApiKeys",
                            "EdiInterchanges",
                            "SyncRuns",
                            "DeadLetters",
                            "RetryQueue",
                            "Incidents",
                            "WebhookSenders")
                    .map(Spy::document)
                    .toList();

    private final Heard heard;
    private final int port;
    private final String authorization;
    private final String word;
    private final StringBuilder text = new StringBuilder();
    private final AtomicInteger ids = new AtomicInteger();
    private @Nullable WebSocket socket;

    Spy(Heard heard, int port, String authorization, String word) {
        this.heard = heard;
        this.port = port;
        this.authorization = authorization;
        this.word = word;
    }

    /** One question, on the transport that comes next by chance. */
    void ask() {
        try {
            int chance = ThreadLocalRandom.current().nextInt(100);
            if (chance < 50) whole(question());
            else if (chance < 65) whole(request("/api/integrations/dashboard"));
            else if (chance < 70) whole(request("/health"));
            else if (chance < 75) breakOff(question());
            else if (chance < 80) event();
            else if (chance < 83) stream();
            else overSocket();
        } catch (IOException | CompletionException e) {
            // the gateway was away, or we were
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void whole(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        heard.here(word, answer.headers().map() + answer.body());
    }

    /** Goes away somewhere between the question and its answer. */
    private void breakOff(HttpRequest.Builder request) throws InterruptedException, IOException {
        var answer = CLIENT.sendAsync(request.build(), BodyHandlers.ofString());
        try {
            var patience = ThreadLocalRandom.current().nextInt(20);
            heard.here(word, answer.get(patience, TimeUnit.MILLISECONDS).body());
        } catch (TimeoutException impatient) {
            answer.cancel(true);
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private void event() throws IOException, InterruptedException {
        var event =
                Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        UUID.randomUUID(),
                        "source",
                        "/" + word,
                        "type",
                        "comarch.sync",
                        "status",
                        ThreadLocalRandom.current().nextBoolean() ? "success" : "error",
                        "message",
                        "told by " + word);
        whole(
                json("/api/integrations/events", event)
                        .setHeader("Content-Type", "application/cloudevents+json"));
    }

    /** As far as the first thing that is sent, and then away. */
    private void stream() throws IOException, InterruptedException {
        var request =
                json("/graphql", Map.of("query", LIVE)).setHeader("Accept", "text/event-stream");
        var answer = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                heard.here(word, line);
                if (line.startsWith("data:")) {
                    return;
                }
            }
        }
    }

    private synchronized void overSocket() {
        if (socket == null || socket.isOutputClosed() || socket.isInputClosed()) {
            socket = open();
            say(Map.of("type", "connection_init"));
            subscribe(Map.of("query", LIVE));
        }
        var id = subscribe(Map.of("query", anyQuestion()));
        if (ThreadLocalRandom.current().nextInt(4) == 0) {
            say(Map.of("type", "complete", "id", id));
        }
        if (ids.get() % 50 == 0) {
            socket.abort();
        }
    }

    private WebSocket open() {
        text.setLength(0);
        return CLIENT.newWebSocketBuilder()
                .header("Authorization", authorization)
                .subprotocols("graphql-transport-ws")
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/graphql"), this)
                .join();
    }

    private String subscribe(Map<String, ?> payload) {
        var id = Integer.toString(ids.incrementAndGet());
        say(Map.of("id", id, "type", "subscribe", "payload", payload));
        return id;
    }

    private void say(Map<String, ?> message) {
        if (socket != null) {
            socket.sendText(JSON.writeValueAsString(message), true).join();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            heard.here(word, text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    private HttpRequest.Builder question() {
        return json("/graphql", Map.of("query", anyQuestion()));
    }

    private static String anyQuestion() {
        return QUESTIONS.get(ThreadLocalRandom.current().nextInt(QUESTIONS.size()));
    }

    private static String document(String name) {
        try {
            return new ClassPathResource("graphql/operations/dashboard/" + name + ".graphql")
                    .getContentAsString(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder json(String path, Map<String, ?> body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", authorization)
                .header("Accept", "application/json")
                .timeout(Duration.ofSeconds(30));
    }

    @Override
    public synchronized void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
