package io.pulsegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.access.Role;
import io.pulsegate.access.Viewer;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.support.DefaultGraphQlRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.LinkedMultiValueMap;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** One who asks too much, beside others. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(TestDatabaseConfiguration.class)
class TurnstileTests {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final String QUESTION = "{ errorSummary { failedCount24h } }";

    @Autowired Turnstile turnstile;
    @Autowired Crowd most;
    @LocalServerPort int port;

    private final List<Disposable> running = new ArrayList<>();
    private final Somebody noisy;
    private final Somebody other;

    private record Somebody(TestOrg org, String key) {}

    TurnstileTests(@Autowired TestDatabase database) {
        noisy = somebody(database);
        other = somebody(database);
    }

    private static Somebody somebody(TestDatabase database) {
        var key = ApiKeyFormat.generate();
        var org = TestOrg.create(database, "Acme");
        org.key(key, "dashboard:read");
        return new Somebody(org, key);
    }

    @AfterEach
    void endWhatRuns() {
        SecurityContextHolder.clearContext();
        running.forEach(Disposable::dispose);
    }

    @Test
    void leavesRoomForOthersWhenOneAsksTooMuch() throws Exception {
        run(most.perOrg(), noisy.org());
        refused(ask(noisy, "/graphql"), 429, "TOO_MANY_REQUESTS");
        assertThat(ask(other, "/graphql").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesWhoeverFindsNoPlaceInTime() throws Exception {
        run(most.perOrg(), noisy.org());
        for (int inside = most.perOrg(); inside < most.perNode(); inside += most.perOrg()) {
            run(most.perOrg(), somebody(other.org().database()).org());
        }
        refused(ask(other, "/graphql"), 503, "UNAVAILABLE");
        var shim = ask(other, "/health");
        assertThat(shim.statusCode()).isEqualTo(503);
        assertThat(shim.body()).contains("\"code\":\"UNAVAILABLE\"");
        assertThat(shim.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void forgetsWhoHasLeft() throws Exception {
        run(most.perOrg(), noisy.org());
        running.forEach(Disposable::dispose);
        assertThat(ask(noisy, "/graphql").statusCode()).isEqualTo(200);
    }

    @Test
    @Tag("long")
    void answersOthersAllTheyAskWhileOneCallsAndCalls() throws Exception {
        makeNoise();
    }

    private void makeNoise() throws Exception {
        call(new ConcurrentLinkedQueue<>(), noisy, 1);
        call(new ConcurrentLinkedQueue<>(), other, 1);
        var noise = new ConcurrentLinkedQueue<HttpResponse<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 3 * most.perOrg())
                    .forEach(_ -> {
                        var _ = threads.submit(() -> call(noise, noisy, 5));
                    });
            var answers = new ConcurrentLinkedQueue<HttpResponse<String>>();
            call(answers, other, 20);
            assertThat(answers)
                    .hasSize(20)
                    .allSatisfy(answer -> {
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                        assertThat(answer.body()).doesNotContain("errors");
                    });
        }
        assertThat(noise)
                .hasSize(15 * most.perOrg())
                .allSatisfy(answer -> {
                    assertThat(answer.statusCode()).isIn(200, 429, 503);
                    assertThat(answer.headers().firstValue("Retry-After").isPresent())
                            .isEqualTo(answer.statusCode() != 200);
                });
    }

    /** A pinned virtual thread holds one of two carriers, and everybody on it. */
    @Test
    @Tag("long")
    void pinsNoThread() throws Exception {
        call(new ConcurrentLinkedQueue<>(), other, 100); // classes are loaded, pinned, once
        var pinned = new ConcurrentLinkedQueue<RecordedEvent>();
        try (var recording = new RecordingStream()) {
            recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ofMillis(20));
            recording.onEvent("jdk.VirtualThreadPinned", pinned::add);
            recording.startAsync();
            makeNoise();
            recording.stop();
        }
        assertThat(pinned).isEmpty();
    }

    private boolean call(Queue<HttpResponse<String>> answers, Somebody who, int times)
            throws Exception {
        for (int i = 0; i < times; i++) {
            answers.add(ask(who, "/graphql"));
        }
        return true;
    }

    /** Operations that do not end by themselves. */
    private void run(int count, TestOrg org) {
        var viewer =
                new Viewer(
                        org.id(),
                        new Viewer.User(UUID.randomUUID(), "somebody", Role.ADMIN),
                        Role.ADMIN.grants());
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(viewer, null));
        IntStream.range(0, count)
                .mapToObj(_ -> turnstile.intercept(question(), _ -> Mono.never()).subscribe())
                .forEach(running::add);
    }

    private static WebGraphQlRequest question() {
        return new WebGraphQlRequest(
                URI.create("/graphql"),
                new HttpHeaders(),
                new LinkedMultiValueMap<>(),
                null,
                Map.of(),
                new DefaultGraphQlRequest(QUESTION),
                "1",
                Locale.ROOT);
    }

    private HttpResponse<String> ask(Somebody who, String path) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + who.key())
                        .header("Content-Type", "application/json");
        return HTTP.send(
                (path.equals("/graphql")
                                ? request.POST(
                                        BodyPublishers.ofString(
                                                "{\"query\": \"" + QUESTION + "\"}"))
                                : request)
                        .build(),
                BodyHandlers.ofString());
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body())
                .startsWith("{\"errors\":[")
                .contains("\"code\":\"" + code + "\"", "\"retryAfterSeconds\":1");
    }
}
