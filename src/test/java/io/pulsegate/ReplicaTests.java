package io.pulsegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.tenancy.SecretKey;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.GatewayArguments;
import io.pulsegate.testing.GroundFloor;
import io.pulsegate.testing.ReplicatedPostgres;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import tools.jackson.databind.JsonNode;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Figures from a streaming replica: as old as they say, never older than what somebody was told
 * here, and from the primary when there is no replica. In the end the replica takes over.
 */
@Beside
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class ReplicaTests {

    private static final Logger log = LoggerFactory.getLogger(ReplicaTests.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String FIGURES =
            "{ healthStatus { asOf computedAt dataVersion configuredCount card(type: COMARCH)"
                    + " { successCount24h } } recentActivity { asOf serverTime events { id } }"
                    + " errorSummary { asOf failedCount24h } }";
    private static final String WATCH =
            "subscription { dashboardUpdates(cadenceSeconds: 300) { seq asOf serverTime"
                    + " newEventCount } }";

    private static ReplicatedPostgres servers;
    private static ConfigurableApplicationContext gateway;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String key = ApiKeyFormat.generate();
    private final String admin = UUID.randomUUID() + "@acme.example";
    private TestOrg acme;
    private UUID keyId;

    @BeforeAll
    static void start() {
        servers = new ReplicatedPostgres(Path.of("target", "replicated").toAbsolutePath());
        gateway =
                SpringApplication.run(
                        Gateway.class,
                        GatewayArguments.on(
                                servers.url("primary"),
                                "--pulsegate.database.replica-url="
                                        + servers.url("preferSecondary"),
                                "--pulsegate.database.borrow-timeout=5s",
                                "--pulsegate.database.section-timeout=5s",
                                "--pulsegate.secret-key=" + SecretKey.generate(),
                                "--pulsegate.deliveries.enabled=false",
                                "--logging.level.io.pulsegate=error",
                                "--logging.level.io.pulsegate.ReplicaTests=info",
                                "--logging.level.com.zaxxer.hikari=error",
                                "--server.port=0"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        servers.close();
    }

    @BeforeEach
    void settle() {
        acme = TestOrg.create(servers.primary.database(), "Acme");
        acme.connection("comarch");
        acme.user(admin, "ADMIN");
        keyId = acme.key(key, "dashboard:read", "events:write");
        await().atMost(SOON).ignoreExceptions().until(() -> configured(figures()) == 2);
    }

    @AfterEach
    void goOn() {
        servers.resume();
    }

    @Test
    @Order(1)
    void figuresAreAsOldAsTheySay() {
        var before = figures();
        servers.pause();
        acme.log("comarch", "success", Duration.ZERO);
        OffsetDateTime recorded = OffsetDateTime.now(ZoneOffset.UTC);
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        var old = figures();
        assertThat(events(old)).isEqualTo(events(before));
        assertThat(asOf(old)).isBefore(recorded);
        assertThat(time(old, "/healthStatus/computedAt")).isAfter(recorded);
        assertThat(figures().at("/healthStatus/asOf")).isEqualTo(old.at("/healthStatus/asOf"));
        assertThat(
                        List.of(
                                old.at("/recentActivity/asOf"),
                                old.at("/errorSummary/asOf"),
                                old.at("/healthStatus/asOf")))
                .containsOnly(old.at("/healthStatus/asOf"));
        servers.resume();
        await().atMost(SOON).until(() -> asOf(figures()).isAfter(recorded));
        assertThat(events(figures())).isEqualTo(events(before) + 1);
    }

    @Test
    @Order(2)
    void isAsGoodAsCurrentWhileNothingHappens() {
        await().atMost(SOON)
                .until(() -> {
                    var figures = figures();
                    var behind =
                            Duration.between(
                                    asOf(figures), time(figures, "/healthStatus/computedAt"));
                    return behind.compareTo(Duration.ofSeconds(2)) < 0;
                });
    }

    @Test
    @Order(2)
    void readsOfRightsDoNotStartOnAReplica() {
        GroundFloor.on(servers.primary.database(), "pulsegate_app")
                .withPropertyValues(
                        "pulsegate.secret-key=" + SecretKey.generate(),
                        "pulsegate.database.reads-url=" + servers.standby.database().jdbcUrl())
                .run(context ->
                        assertThat(context)
                                .getFailure()
                                .rootCause()
                                .hasMessageContaining("leads to a replica"));
    }

    @Test
    @Order(3)
    void whoDidSomethingSeesItDone() {
        servers.pause();
        var before = figures();
        var added =
                asAdmin(
                        "mutation { addConnection(input: {type: EDI, name: \\\"EDI\\\"})"
                                + " { id } }");
        assertThat(added.at("/errors").isMissingNode()).as(added.toString()).isTrue();
        for (int i = 0; i < 3; i++) {
            var after = figures();
            assertThat(configured(after)).isEqualTo(3);
            assertThat(version(after)).isGreaterThan(version(before));
            assertThat(asOf(after)).isAfter(asOf(before));
        }
        servers.resume();
        long told = version(figures());
        assertThat(version(figures())).isGreaterThanOrEqualTo(told);
    }

    @Test
    @Order(4)
    void aRightThatIsWithdrawnDoesNotWaitForTheReplica() {
        servers.pause();
        figures();
        acme.change("update api_keys set revoked_at = now() where id = ?", keyId);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ask(FIGURES).at("/data").isMissingNode());
    }

    @Test
    @Order(5)
    void watchersAreToldWhatTheReplicaHasAndHowOldItIs() throws Exception {
        try (var watcher = new Watcher()) {
            var first = watcher.update(0);
            servers.pause();
            acme.log("comarch", "success", Duration.ZERO);
            var recorded = OffsetDateTime.now(ZoneOffset.UTC);
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            // one may have been due by the cadence
            assertThat(watcher.updates)
                    .extracting(update -> update.at("/seq"))
                    .containsOnly(first.at("/seq"));
            servers.resume();
            await().atMost(SOON).until(() -> !watcher.newest().at("/seq").equals(first.at("/seq")));
            var second = watcher.newest();
            assertThat(second.at("/seq").asLong()).isGreaterThan(first.at("/seq").asLong());
            assertThat(second.at("/newEventCount").asInt()).isEqualTo(1);
            assertThat(OffsetDateTime.parse(second.at("/asOf").asString()))
                    .isAfter(recorded.minusSeconds(2));
        }
    }

    @Test
    @Order(6)
    void whoComesBackIsToldNothingOlder() throws Exception {
        servers.pause();
        acme.log("comarch", "success", Duration.ZERO);
        long seen =
                acme.inOrg(jdbc ->
                        jdbc.sql("select data_version from org_versions")
                                .query(Long.class)
                                .single());
        try (var watcher = new Watcher(seen)) {
            assertThat(watcher.update(0).at("/seq").asLong()).isGreaterThanOrEqualTo(seen);
        }
    }

    @Test
    @Order(7)
    void thePrimaryAnswersWhileThereIsNoReplica() {
        servers.standby.kill();
        acme.log("comarch", "success", Duration.ZERO);
        await().atMost(SOON).ignoreExceptions().until(() -> events(figures()) == 1);
        servers.standby.comeBack();
    }

    @Test
    @Order(8)
    void theReplicaTakesOverAndNothingIsLost() throws Exception {
        servers.synchronise();
        var sender = new Sender();
        Thread.startVirtualThread(sender);
        await().atMost(SOON).until(() -> sender.stored.size() > 20);
        servers.failOver();
        long promoted = System.nanoTime();
        var storedBefore = Set.copyOf(sender.stored);
        await().atMost(SOON).ignoreExceptions().until(() -> !figures().isMissingNode());
        long read = System.nanoTime();
        await().atMost(SOON).until(() -> sender.stored.size() > storedBefore.size() + 5);
        long written = System.nanoTime();
        sender.going = false;
        log.info(
                "after the promotion: reads after {} ms, writes after {} ms",
                Duration.ofNanos(read - promoted).toMillis(),
                Duration.ofNanos(written - promoted).toMillis());
        var kept =
                new TestOrg(servers.standby.database(), acme.id())
                        .inOrg(jdbc ->
                                jdbc.sql("select source_event_id from integration_logs")
                                        .query(String.class)
                                        .list());
        assertThat(kept).containsAll(sender.stored).doesNotHaveDuplicates();
    }

    /** Sends events one after the other, and keeps those that were said to be stored. */
    private final class Sender implements Runnable {

        private final List<String> stored = new CopyOnWriteArrayList<>();
        private volatile boolean going = true;

        @Override
        public void run() {
            while (going) {
                var id = UUID.randomUUID().toString();
                var event =
                        """
                        {"specversion": "1.0", "id": "%s", "source": "/erp", "type": "comarch.sync"}
                        """
                                .formatted(id);
                try {
                    var request =
                            request("/api/integrations/events", "Bearer " + key)
                                    .header("Content-Type", "application/cloudevents+json")
                                    .POST(BodyPublishers.ofString(event));
                    if (HTTP.send(request.build(), BodyHandlers.ofString()).statusCode() == 202) {
                        stored.add(id);
                    }
                } catch (IOException | InterruptedException lost) {
                    log.debug("not answered", lost);
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    /** An event stream. */
    private final class Watcher implements AutoCloseable {

        private final List<JsonNode> updates = new CopyOnWriteArrayList<>();
        private final BufferedReader stream;

        Watcher() throws Exception {
            this(Map.of("query", WATCH));
        }

        Watcher(long seen) throws Exception {
            this(Map.of("query", WATCH, "extensions", Map.of("resume", Map.of("seq", seen))));
        }

        private Watcher(Map<String, ?> question) throws Exception {
            var request =
                    request("/graphql", "Bearer " + key)
                            .header("Content-Type", "application/json")
                            .header("Accept", "text/event-stream")
                            .POST(BodyPublishers.ofString(JSON.writeValueAsString(question)));
            stream =
                    new BufferedReader(
                            new InputStreamReader(
                                    HTTP.send(request.build(), BodyHandlers.ofInputStream()).body(),
                                    StandardCharsets.UTF_8));
            Thread.startVirtualThread(this::read);
        }

        private void read() {
            try {
                stream.lines()
                        .filter(line -> line.startsWith("data:") && line.contains("{"))
                        .forEach(line ->
                                updates.add(
                                        JSON.readTree(line.substring(5))
                                                .at("/data/dashboardUpdates")));
            } catch (UncheckedIOException _) {
                // closed; not to be heard by whoever awaits something beside us
            }
        }

        JsonNode newest() {
            return updates.getLast();
        }

        JsonNode update(int index) {
            await().atMost(SOON).until(() -> updates.size() > index);
            return updates.get(index);
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    private JsonNode figures() {
        return ask(FIGURES).at("/data");
    }

    private JsonNode ask(String question) {
        return send(question, "Bearer " + key);
    }

    private JsonNode asAdmin(String question) {
        var credentials = (admin + ":demo").getBytes(StandardCharsets.UTF_8);
        return send(question, "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    private static JsonNode send(String question, String authorization) {
        var request =
                request("/graphql", authorization)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"query\": \"" + question + "\"}"));
        try {
            return JSON.readTree(HTTP.send(request.build(), BodyHandlers.ofString()).body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder request(String path, String authorization) {
        var port = gateway.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", authorization)
                .timeout(SOON);
    }

    private static OffsetDateTime asOf(JsonNode figures) {
        return time(figures, "/healthStatus/asOf");
    }

    private static OffsetDateTime time(JsonNode figures, String path) {
        return OffsetDateTime.parse(figures.at(path).asString());
    }

    private static long version(JsonNode figures) {
        return figures.at("/healthStatus/dataVersion").asLong();
    }

    private static int events(JsonNode figures) {
        return figures.at("/healthStatus/card/successCount24h").asInt();
    }

    private static int configured(JsonNode figures) {
        return figures.at("/healthStatus/configuredCount").asInt();
    }
}
