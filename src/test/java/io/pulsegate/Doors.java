package io.pulsegate;

import static org.awaitility.Awaitility.await;

import io.pulsegate.access.ApiKeyFormat;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Every way to ask a gateway over HTTP, with one organisation's key. */
record Doors(int port, String key) {

    /** Whoever waits longer was forgotten: a test fails by it. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(10);

    private static final Duration RECOVERED = Duration.ofSeconds(30);

    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final HttpClient CLIENT = HttpClient.newBuilder().executor(THREADS).build();
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String DASHBOARD =
            "{ healthStatus { overallStatus } recentActivity { events { id message } }"
                    + " errorSummary { failedCount24h } }";

    /** What a door answered. */
    record Said(String door, int status, boolean retryAfter, String body, Duration after) {

        /** Everything, as when nothing is wrong. */
        boolean all() {
            return door.equals("a stranger's key")
                    ? status == 401
                    : status == (door.equals("events") ? 202 : 200) && !body.contains("\"errors\"");
        }

        /** All, or a part and why not the rest, or nothing and when to come again. */
        boolean isProper() {
            return all() || (status == 503 && retryAfter) || (status == 200 && saysWhatIsAway());
        }

        private boolean saysWhatIsAway() {
            var errors = JSON.readTree(body).at("/errors");
            return !errors.isEmpty()
                    && errors.valueStream()
                            .allMatch(error ->
                                    error.at("/extensions/retryable").asBoolean(false)
                                            || error.at("/retryable").asBoolean(false));
        }
    }

    /** Asks at all doors at once, {@code each} times. */
    List<Said> ask(int each) {
        var asked = new ArrayList<Callable<Said>>();
        for (int i = 0; i < each; i++) {
            asked.add(this::dashboard);
            asked.add(() -> get("dashboard over REST", "/api/integrations/dashboard"));
            asked.add(() -> get("health", "/health"));
            asked.add(this::event);
            asked.add(() -> new Doors(port, ApiKeyFormat.generate()).stranger());
        }
        return ask(asked);
    }

    /** What is said while something lasts, to {@code each} at each door at once. */
    List<Said> during(Duration lasting, int each, Runnable begins, Runnable ends) {
        var said = new ArrayList<Said>();
        try {
            begins.run();
            long until = System.nanoTime() + lasting.toNanos();
            while (System.nanoTime() - until < 0) {
                said.addAll(ask(each));
                LockSupport.parkNanos(100_000_000);
            }
        } finally {
            ends.run();
        }
        return said;
    }

    void untilAllIsWell() {
        await().atMost(RECOVERED)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> ask(1).stream().allMatch(Said::all));
    }

    /** As many, all at once, each with a key of its own that nobody gave them. */
    List<Said> strangers(int many) {
        var asked = new ArrayList<Callable<Said>>();
        for (int i = 0; i < many; i++) {
            asked.add(() -> new Doors(port, ApiKeyFormat.generate()).stranger());
        }
        return ask(asked);
    }

    private static List<Said> ask(List<Callable<Said>> asked) {
        try {
            return THREADS.invokeAll(asked).stream().map(Future::resultNow).toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Said dashboard() throws IOException, InterruptedException {
        return send("GraphQL", json("/graphql", "{\"query\": \"" + DASHBOARD + "\"}"));
    }

    Said event() throws IOException, InterruptedException {
        var event =
                """
                {"specversion": "1.0", "id": "%s", "source": "/erp", "type": "comarch.sync",
                 "status": "success"}
                """
                        .formatted(UUID.randomUUID());
        return send(
                "events",
                json("/api/integrations/events", event)
                        .setHeader("Content-Type", "application/cloudevents+json"));
    }

    private Said stranger() throws IOException, InterruptedException {
        return get("a stranger's key", "/health");
    }

    private Said get(String door, String path) throws IOException, InterruptedException {
        return send(door, request(path));
    }

    private HttpRequest.Builder json(String path, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key)
                .header("Accept", "application/json")
                .timeout(FORGOTTEN);
    }

    private static Said send(String door, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        long asked = System.nanoTime();
        try {
            var answer = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Said(
                    door,
                    answer.statusCode(),
                    answer.headers().firstValue("Retry-After").isPresent(),
                    answer.body(),
                    Duration.ofNanos(System.nanoTime() - asked));
        } catch (HttpTimeoutException forgotten) {
            return new Said(door, 0, false, "nothing", FORGOTTEN);
        }
    }
}
