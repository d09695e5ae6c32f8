package io.pulsegate.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.RandomQuestions;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.execution.GraphQlSource;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Chance at every door: whatever comes is answered, in time, and never with "something went wrong
 * on our side". A failure names its seed and what was sent; {@code -Dfuzz.seed} sends it again. The
 * short run always has the same seed, the long profile a new one.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestDatabaseConfiguration.class)
class FuzzTests {

    private static final long SEED = Long.getLong("fuzz.seed", 20_261_122);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A gateway seals secrets under a key, without which it does not start; a test's has none. */
    private static final Pattern WANTS_A_KEY =
            Pattern.compile("mutation.*(addWebhook|rotateWebhook|changeWebhook|testWebhook)");

    private static final Duration IN_TIME = Duration.ofSeconds(20);
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/erp\",\"type\":\"comarch.sync\","
                    + "\"time\":\"2026-11-22T10:00:00Z\",\"outcome\":\"error\",\"durationms\":12,"
                    + "\"data\":{\"order\":[1,2.5,null,true,\"x\"]}}";

    @Autowired GraphQlSource source;
    @LocalServerPort int port;
    private final String reader = ApiKeyFormat.generate();
    private final String email;

    FuzzTests(@Autowired TestDatabase database) {
        var acme = TestOrg.create(database, "Acme");
        acme.connection("comarch");
        acme.logs("comarch", "error", 150, Duration.ofSeconds(60));
        acme.key(reader, "dashboard:read", "events:write");
        email = "admin@" + acme.id() + ".example";
        acme.user(email, "ADMIN");
    }

    @Test
    void answersWhateverComes() throws Exception {
        fuzz(SEED, 300);
    }

    @Test
    @Tag("long")
    void answersWhateverComesForLong() throws Exception {
        fuzz(Long.getLong("fuzz.seed", System.nanoTime()), 20_000);
    }

    private void fuzz(long seed, int times) throws Exception {
        var questions = new RandomQuestions(source.schema(), seed);
        for (int i = 0; i < times; i++) {
            var document = questions.next();
            if (!WANTS_A_KEY.matcher(document).find()) asksOverHttp(document, seed);
        }
        for (int i = 0; i < times / 6; i++) {
            sendsAnEvent(questions.broken(EVENT), seed);
            pagesFrom(questions.broken("MjAyNi0xMS0yMlQxMDowMDowMFp8MDE5"), seed);
        }
        for (int i = 0; i < times / 60; i++) {
            saysHello(questions, seed);
            asksOverASocket(questions, seed);
        }
    }

    private void asksOverHttp(String document, long seed) throws Exception {
        post(
                "/graphql",
                "application/json",
                JSON.writeValueAsString(Map.of("query", document)),
                seed);
    }

    private void pagesFrom(String cursor, long seed) throws Exception {
        var question =
                Map.of(
                        "query",
                        "query ($after: String) { integrationLogs(after: $after) { nodes { id } }"
                                + " }",
                        "variables",
                        Map.of("after", cursor));
        post("/graphql", "application/json", JSON.writeValueAsString(question), seed);
    }

    private void sendsAnEvent(String event, long seed) throws Exception {
        post("/api/integrations/events", "application/cloudevents+json", event, seed);
    }

    private void post(String path, String type, String body, long seed) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(IN_TIME)
                        .header(
                                "Authorization",
                                path.equals("/graphql") ? basic() : "Bearer " + reader)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body));
        var answer = HTTP.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(said(seed, body)).isLessThan(500);
        isOurs(answer.body(), seed, body);
    }

    private String basic() {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                (email + ":demo")
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** A first message that is nearly right. */
    private void saysHello(RandomQuestions questions, long seed) {
        var hello =
                questions.broken(
                        "{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer "
                                + reader
                                + "\"}}");
        try (var client = Client.open(port, Map.of())) {
            client.say(hello);
            await(said(seed, hello))
                    .atMost(IN_TIME)
                    .until(() -> client.closeCode != 0 || !client.heard.isEmpty());
            assertThat(client.closeCode).as(said(seed, hello)).isNotEqualTo(1011);
        }
    }

    private void asksOverASocket(RandomQuestions questions, long seed) {
        try (var client = Client.open(port, Map.of()).hello(reader)) {
            for (int i = 0; i < 10; i++) {
                var id = String.valueOf(i);
                var document = questions.next();
                client.subscribe(id, document);
                await(said(seed, document))
                        .atMost(IN_TIME)
                        .until(() ->
                                client.heard.stream()
                                        .anyMatch(said -> said.path("id").asString("").equals(id)));
            }
            client.heard.forEach(said -> isOurs(said.toString(), seed, said.toString()));
        }
    }

    private static void isOurs(String answer, long seed, String sent) {
        assertThat(answer).as(said(seed, sent)).doesNotContain("\"INTERNAL\"");
    }

    private static String said(long seed, String sent) {
        return "-Dfuzz.seed=" + seed + ": " + sent;
    }
}
