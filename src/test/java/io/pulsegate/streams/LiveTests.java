package io.pulsegate.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Live dashboards as their watchers see them. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestDatabaseConfiguration.class)
class LiveTests {

    private static final String SHORT =
            "subscription { dashboardUpdates(cadenceSeconds: 5) { seq unchangedSince newEventCount"
                    + " changes { type fromStatus toStatus } stale { ageSeconds } recentActivity {"
                    + " events { id } } healthStatus { overallStatus } } }";

    @Autowired TestDatabase database;
    @LocalServerPort int port;
    private TestOrg acme;
    private String key;
    private UUID keyId;

    LiveTests(@Autowired TestDatabase database) {
        this.acme = TestOrg.create(database, "Acme");
        this.key = ApiKeyFormat.generate();
        this.keyId = acme.key(key, "dashboard:read");
    }

    @BeforeEach
    void configured() {
        acme.connection("comarch");
        acme.log("comarch", "success", Duration.ofMinutes(10));
    }

    @Test
    void sendsTheWholeDashboardAtOnceByTheClientsOwnDocument() throws Exception {
        try (var client = client()) {
            client.subscribe(
                    "1",
                    new ClassPathResource("graphql/operations/dashboard/DashboardUpdates.graphql")
                            .getContentAsString(StandardCharsets.UTF_8));
            var update = client.next("next", "1").at("/payload/data/dashboardUpdates");
            assertThat(update.at("/healthStatus/overallStatus").asString()).isEqualTo("HEALTHY");
            assertThat(update.at("/recentActivity/events").size()).isEqualTo(1);
            assertThat(update.at("/newEventCount").asInt()).isZero();
            assertThat(update.at("/changes").isEmpty()).isTrue();
            assertThat(update.at("/unchangedSince").isNull()).isTrue();
        }
    }

    @Test
    void tellsSoonerWhatAnEventChanged() {
        try (var client = client()) {
            client.subscribe("1", SHORT.replace("5", "300"));
            client.next("next", "1");
            acme.log("comarch", "error", Duration.ZERO);
            var update = client.next("next", "1").at("/payload/data/dashboardUpdates");
            assertThat(update.at("/newEventCount").asInt()).isEqualTo(1);
            assertThat(update.at("/changes/0/type").asString()).isEqualTo("COMARCH");
            assertThat(update.at("/changes/0/fromStatus").asString()).isEqualTo("CONNECTED");
            assertThat(update.at("/changes/0/toStatus").asString()).isEqualTo("ERROR");
        }
    }

    @Test
    void pushesAnUnchangedDashboardWithoutReadingItAgain() {
        try (var client = client()) {
            client.subscribe("1", SHORT);
            var first = client.next("next", "1").at("/payload/data/dashboardUpdates");
            var statements =
                    database.statementsOf(() -> {
                        var second = client.next("next", "1").at("/payload/data/dashboardUpdates");
                        assertThat(second.at("/unchangedSince").isNull()).isFalse();
                        assertThat(second.at("/seq")).isEqualTo(first.at("/seq"));
                    });
            assertThat(statements)
                    .extracting(TestDatabase.Statement::sql)
                    .noneMatch(sql -> sql.contains("org_health"));
        }
    }

    @Test
    void readsOnceForManyWatchersAndDocuments() {
        try (var client = client()) {
            var documents =
                    IntStream.range(0, 18)
                            .mapToObj(i -> SHORT.replace("{ seq", "{ x" + i % 6 + ": seq seq"))
                            .toList();
            for (int i = 0; i < documents.size(); i++) {
                client.subscribe("s" + i, documents.get(i));
            }
            for (int i = 0; i < documents.size(); i++) {
                client.next("next", "s" + i);
            }
            var statements =
                    database.statementsOf(() -> {
                        acme.log("edi", "success", Duration.ZERO);
                        for (int i = 0; i < documents.size(); i++) {
                            client.next("next", "s" + i);
                        }
                    });
            assertThat(calls(statements, "org_health")).isBetween(1L, 2L);
        }
    }

    @Test
    void asksNothingWhenNobodyWatches() {
        try (var client = client()) {
            client.subscribe("1", SHORT);
            client.next("next", "1");
        }
        org.awaitility.Awaitility.await()
                .until(() ->
                        database.statementsOf(() -> settle()).stream()
                                .noneMatch(s -> s.sql().contains("org_health")));
    }

    @Test
    void showsNothingOfAnotherOrg() {
        var globex = TestOrg.create(database, "Globex");
        try (var client = client()) {
            client.subscribe("1", SHORT.replace("5", "300"));
            client.next("next", "1");
            var foreign = globex.log("comarch", "error", Duration.ZERO);
            var own = acme.log("comarch", "success", Duration.ZERO);
            var update = client.next("next", "1").toString();
            assertThat(update).contains(own.toString()).doesNotContain(foreign.toString());
        }
    }

    @Test
    void closesWithin2SecondsOfRevocation() {
        try (var client = client()) {
            client.subscribe("1", SHORT);
            client.next("next", "1");
            acme.change("update api_keys set revoked_at = now() where id = ?", keyId);
            assertThat(client.closed()).isEqualTo(4401);
        }
    }

    @Test
    void refusesACadenceOutOfBounds() {
        try (var client = client()) {
            client.subscribe("1", SHORT.replace("5", "4"));
            assertThat(client.next("error", "1").at("/payload/0/extensions/code").asString())
                    .isEqualTo("BAD_USER_INPUT");
            client.subscribe("2", SHORT.replace("5", "301"));
            assertThat(client.next("error", "2").at("/payload/0/message").asString())
                    .contains("5 to 300");
        }
    }

    @Test
    void streamsTheSameAsEvents() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/graphql"))
                        .header("Authorization", "Bearer " + key)
                        .header("Accept", "text/event-stream")
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        tools.jackson.databind.json.JsonMapper.shared()
                                                .writeValueAsString(Map.of("query", SHORT))))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            try (var lines =
                    new java.io.BufferedReader(
                            new java.io.InputStreamReader(
                                    response.body(), StandardCharsets.UTF_8))) {
                var line = lines.readLine();
                while (!line.startsWith("data:")) {
                    line = lines.readLine();
                }
                assertThat(line).contains("\"overallStatus\":\"HEALTHY\"");
            }
            http.shutdownNow();
        }
    }

    private void settle() {
        acme.inOrg(jdbc -> jdbc.sql("select pg_sleep(1.5)").query().listOfRows());
    }

    private static long calls(List<TestDatabase.Statement> statements, String part) {
        return statements.stream()
                .filter(s -> s.sql().contains(part))
                .mapToLong(TestDatabase.Statement::calls)
                .sum();
    }

    private Client client() {
        return Client.open(port, Map.of()).hello(key);
    }
}
