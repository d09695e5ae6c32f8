package io.pulsegate.access;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Askers that ask one question after the other, each on a connection that it keeps as long as it
 * may. By POST, which the client never sends twice by itself.
 */
final class SteadyLoad implements AutoCloseable {

    private final HttpRequest question;
    private final List<Thread> askers;
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile boolean ended;

    SteadyLoad(int port, String key, int askers) {
        question =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/graphql"))
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"query\":\"{ healthStatus { overallStatus } }\"}"))
                        .build();
        this.askers =
                IntStream.range(0, askers)
                        .mapToObj(_ -> Thread.startVirtualThread(this::ask))
                        .toList();
    }

    private void ask() {
        try (var http = HttpClient.newHttpClient()) {
            while (!ended) {
                askOnce(http);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(25));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void askOnce(HttpClient http) throws InterruptedException {
        try {
            var answer = http.send(question, BodyHandlers.ofString());
            answered.incrementAndGet();
            if (answer.statusCode() != 200 || answer.body().contains("\"errors\"")) {
                wrong.add(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            wrong.add(e.toString());
        }
    }

    int answered() {
        return answered.get();
    }

    /** Lets everybody finish; what went wrong. */
    List<String> end() throws InterruptedException {
        ended = true;
        for (var asker : askers) {
            asker.join();
        }
        return wrong;
    }

    @Override
    public void close() {
        ended = true;
    }
}
