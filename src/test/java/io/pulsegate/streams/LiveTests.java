package io.pulsegate.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;

import tools.jackson.databind.JsonNode;

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
    void tellsWhoComesBackWhetherItMissedAnything() {
        long seen;
        try (var client = client()) {
            client.subscribe("1", SHORT);
            seen = seq(client.next("next", "1"));
        }
        try (var client = client()) {
            client.resume("1", SHORT, seen);
            var first = client.next("next", "1");
            assertThat(first.at("/payload/extensions/gap").toString())
                    .isEqualTo("{\"from\":%d,\"to\":%d,\"missed\":false}".formatted(seen, seen));
            assertThat(first.at("/payload/data/dashboardUpdates/healthStatus").isObject()).isTrue();
            assertThat(client.next("next", "1").at("/payload").has("extensions")).isFalse();
        }
        acme.log("edi", "success", Duration.ZERO);
        try (var client = client()) {
            client.resume("1", SHORT, seen);
            var first = client.next("next", "1");
            assertThat(first.at("/payload/extensions/gap/from").asLong()).isEqualTo(seen);
            assertThat(first.at("/payload/extensions/gap/to").asLong()).isEqualTo(seq(first));
            assertThat(first.at("/payload/extensions/gap/missed").asBoolean()).isTrue();
            assertThat(seq(first)).isGreaterThan(seen);
        }
    }

    /** Another node told it more than this one has heard of yet. */
    @Test
    void isNeverBehindWhatAnotherNodeTold() {
        try (var client = client();
                var back = client()) {
            client.subscribe("1", SHORT.replace("5", "300"));
            client.next("next", "1");
            acme.log("edi", "success", Duration.ZERO);
            long seen =
                    acme.inOrg(jdbc ->
                            jdbc.sql("select data_version from org_versions")
                                    .query(Long.class)
                                    .single());
            back.resume("1", SHORT, seen);
            var first = back.next("next", "1");
            assertThat(seq(first)).isEqualTo(seen);
            assertThat(first.at("/payload/extensions/gap/missed").asBoolean(true)).isFalse();
        }
    }

    @Test
    void saysThatWhatNobodyEverToldWasMissed() {
        try (var client = client()) {
            client.resume("1", SHORT, 1_000_000_000_000L);
            assertThat(client.next("next", "1").at("/payload/extensions/gap/missed").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void refusesToResumeFromWhatIsNoNumber() {
        try (var client = client()) {
            client.subscribe(
                    "1",
                    Map.of(
                            "query",
                            SHORT,
                            "extensions",
                            Map.of("resume", Map.of("seq", "yesterday"))));
            var error = client.next("error", "1");
            assertThat(error.at("/payload/0/extensions/code").asString())
                    .isEqualTo("BAD_USER_INPUT");
            assertThat(error.at("/payload/0/message").asString()).contains("extensions.resume.seq");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "payload, payload { requestBody }",
        "attempts, attempts { number }",
        "webhook, webhook { name }",
        "apiKey, apiKey { name }",
        "connection, connection { name }",
        "retries, retries { eventId }",
        "pendingRetry, again: pendingRetry { runAt }",
        "pendingRetry, ... on IntegrationEvent { pendingRetry { runAt } }"
    })
    void refusesAFieldThatWouldBeReadForEachQuestion(String name, String field) {
        try (var client = client()) {
            client.subscribe("1", SHORT.replace("id }", "id " + field + " }"));
            var error = client.next("error", "1");
            assertThat(error.at("/payload/0/extensions/code").asString())
                    .isEqualTo("BAD_USER_INPUT");
            assertThat(error.at("/payload/0/message").asString())
                    .contains("`recentActivity.events." + name + "`");
        }
    }

    @Test
    void closesASocketWithoutOperationsWhenItsKeyIsRevoked() {
        try (var client = client()) {
            acme.change("update api_keys set revoked_at = now() where id = ?", keyId);
            assertThat(client.closed()).isEqualTo(4401);
        }
    }

    @Test
    void closesASocketWhoseKeyComesToItsEnd() {
        var brief = ApiKeyFormat.generate();
        var id = acme.key(brief, "dashboard:read");
        acme.change(
                "update api_keys set expires_at = now() + interval '3 seconds' where id = ?", id);
        try (var idle = Client.open(port, Map.of()).hello(brief);
                var client = Client.open(port, Map.of()).hello(brief)) {
            client.subscribe("1", SHORT.replace("5", "300"));
            client.next("next", "1");
            assertThat(client.closed()).isEqualTo(4401);
            assertThat(idle.closed()).isEqualTo(4401);
        }
    }

    @Test
    void keepsWhoseOrgChangedOtherRightsThanHis() {
        try (var client = client()) {
            client.subscribe("1", SHORT.replace("5", "300"));
            client.next("next", "1");
            var other = acme.key(ApiKeyFormat.generate(), "dashboard:read");
            acme.change("update api_keys set revoked_at = now() where id = ?", other);
            settle();
            settle();
            acme.log("comarch", "success", Duration.ZERO);
            org.awaitility.Awaitility.await()
                    .until(() ->
                            client.next("next", "1")
                                            .at("/payload/data/dashboardUpdates/newEventCount")
                                            .asInt()
                                    == 1);
        }
    }

    @Test
    void asksOneStatementForAllSocketsTogether() {
        var clients = IntStream.range(0, 9).mapToObj(_ -> client()).toList();
        var statements = database.statementsAndProbesOf(this::settle);
        // one a second, more when it takes longer; for each socket one would be nine a second
        assertThat(calls(statements, "from org_versions")).isBetween(1L, 8L);
        assertThat(calls(statements, "resolve_")).isZero();
        clients.forEach(Client::close);
    }

    @Test
    void streamsTheSameAsEvents() throws Exception {
        try (var events = EventClient.open(port, key, Map.of("query", SHORT))) {
            assertThat(events.contentType()).startsWith("text/event-stream");
            assertThat(
                            events.next("next")
                                    .at("/data/dashboardUpdates/healthStatus/overallStatus")
                                    .asString())
                    .isEqualTo("HEALTHY");
        }
    }

    @Test
    void tellsAnEventStreamThatComesBackWhatItMissed() throws Exception {
        var resume = Map.of("resume", Map.of("seq", 0));
        try (var events =
                EventClient.open(port, key, Map.of("query", SHORT, "extensions", resume))) {
            assertThat(events.next("next").at("/extensions/gap/missed").asBoolean()).isTrue();
        }
    }

    @Test
    void endsAnEventStreamWithTheReason() throws Exception {
        try (var events = EventClient.open(port, key, Map.of("query", SHORT.replace("5", "300")))) {
            events.next("next");
            acme.change("update api_keys set revoked_at = now() where id = ?", keyId);
            var last = events.next("next");
            while (last.has("data")) {
                last = events.next("next");
            }
            assertThat(last.at("/errors/0/extensions/code").asString())
                    .isEqualTo("UNAUTHENTICATED");
            events.next("complete");
            events.ends();
        }
    }

    private static long seq(JsonNode next) {
        return next.at("/payload/data/dashboardUpdates/seq").asLong();
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
