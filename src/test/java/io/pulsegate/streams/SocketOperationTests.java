package io.pulsegate.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.streams.RawClient.Frame;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

/** The sentences of {@code graphql-transport-ws} about what is asked, and how it ends. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestDatabaseConfiguration.class)
class SocketOperationTests {

    private static final String LIVE =
            "subscription { dashboardUpdates(cadenceSeconds: 300) { seq newEventCount } }";
    private static final String QUERY = "{ healthStatus { overallStatus } }";
    private static final String SENDERS = "{ webhookSenders { id } }";

    @LocalServerPort int port;
    @Autowired MeterRegistry meters;
    private final TestDatabase database;
    private final TestOrg acme;
    private final String key = ApiKeyFormat.generate();

    SocketOperationTests(@Autowired TestDatabase database) {
        this.database = database;
        acme = TestOrg.create(database, "Acme");
        acme.key(key, "dashboard:read");
    }

    /** Whatever a test leaves open, its operations go with its sockets. */
    @AfterEach
    void nobodyWatches() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> meters.get("pulsegate.live.watchers").gauge().value() == 0);
    }

    @Test
    void takesAnOperationRightBehindTheHello() throws IOException {
        try (var client = new RawClient(port, key, 0)) {
            client.subscribe("1", LIVE);
            assertThat(type(client)).isEqualTo("connection_ack");
            assertThat(type(client)).isEqualTo("next");
        }
    }

    @Test
    void answersAQueryOnceAndCompletesIt() {
        try (var client = client()) {
            client.subscribe("q", QUERY);
            assertThat(
                            client.next("next", "q")
                                    .at("/payload/data/healthStatus/overallStatus")
                                    .asString())
                    .isEqualTo("HEALTHY");
            client.next("complete", "q");
            saysNothingElse(client);
        }
    }

    @Test
    void runsTheOperationThatIsNamedWithItsVariables() {
        var document =
                "query A { healthStatus { overallStatus } }"
                        + " query B($n: Int) { recentActivity(first: $n) { events { id } } }";
        acme.logs("edi", "success", 3, Duration.ofMinutes(1));
        try (var client = client()) {
            client.subscribe(
                    "1",
                    Map.of("query", document, "operationName", "B", "variables", Map.of("n", 2)));
            assertThat(client.next("next", "1").at("/payload/data/recentActivity/events"))
                    .hasSize(2);
        }
    }

    @Test
    void takesNullForWhatNeedNotBeSaid() {
        try (var client = client()) {
            client.say(
                    "{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\""
                            + QUERY
                            + "\",\"operationName\":null,\"variables\":null,\"extensions\":null}}");
            client.next("next", "1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LIVE, QUERY})
    void closesASocketThatUsesAnIdTwiceWhateverItAsks(String document) {
        try (var client = client()) {
            client.subscribe("not-unique", LIVE);
            client.next("next", "not-unique");
            client.subscribe("not-unique", document);
            assertThat(client.closed()).isEqualTo(4409);
            assertThat(client.closeReason).isEqualTo("Subscriber for not-unique already exists");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LIVE, SENDERS})
    void closesASocketThatUsesAnIdTwiceEvenWhileOneIsPreparing(String document) throws Exception {
        var twice = subscribe("1", document);
        try (var client = new RawClient(port, key, 0);
                var _ = new Locked(database)) {
            client.sayAtOnce(twice, twice);
            assertThat(client.readToTheEnd()).isEqualTo(4409);
        }
    }

    @Test
    void closesWithAReasonThatFitsHoweverLongTheIdIs() {
        try (var client = client()) {
            var id = "ü".repeat(70);
            client.subscribe(id, LIVE);
            client.next("next", id);
            client.subscribe(id, LIVE);
            assertThat(client.closed()).isEqualTo(4409);
        }
    }

    @Test
    void takesAnIdAgainOnceItIsComplete() {
        try (var client = client()) {
            client.subscribe("1", LIVE);
            client.next("next", "1");
            client.say("{\"type\":\"complete\",\"id\":\"1\"}");
            client.subscribe("1", LIVE);
            client.next("next", "1");
            client.say("{\"type\":\"complete\",\"id\":\"1\"}");
            client.subscribe("1", QUERY);
            client.next("complete", "1");
            client.subscribe("1", QUERY);
            client.next("complete", "1");
        }
    }

    @Test
    void ignoresTheCompletionOfWhatIsNotThere() {
        try (var client = client()) {
            client.say("{\"type\":\"complete\",\"id\":\"nothing\"}");
            client.subscribe("1", QUERY);
            client.next("complete", "1");
            client.say("{\"type\":\"complete\",\"id\":\"1\"}");
            client.heard.clear();
            saysNothingElse(client);
        }
    }

    @Test
    void saysNothingMoreOfWhatItsClientCompleted() {
        try (var client = client()) {
            client.subscribe("ended", LIVE);
            client.subscribe("other", LIVE);
            client.next("next", "ended");
            client.next("next", "other");
            client.say("{\"type\":\"complete\",\"id\":\"ended\"}");
            pong(client);
            client.heard.clear();
            acme.log("edi", "success", Duration.ZERO);
            await().until(() ->
                    client.next("next", "other")
                                    .at("/payload/data/dashboardUpdates/newEventCount")
                                    .asInt()
                            == 1);
            assertThat(client.heard).noneMatch(message -> "ended".equals(id(message)));
        }
    }

    /** And what it would have said is not said of another that has its id now. */
    @Test
    void saysNothingOfAQueryThatWasCompletedBeforeItsAnswer() throws Exception {
        try (var client = new RawClient(port, key, 0)) {
            try (var _ = new Locked(database)) {
                client.sayAtOnce(
                        subscribe("1", SENDERS),
                        "{\"type\":\"complete\",\"id\":\"1\"}",
                        subscribe("1", LIVE),
                        subscribe("2", SENDERS));
                assertThat(type(client)).isEqualTo("connection_ack");
                var first = client.read(Frame.TEXT).json();
                assertThat(first.at("/payload/data").has("dashboardUpdates")).isTrue();
            }
            // the second was asked behind the first, and is answered behind it
            var message = client.read(Frame.TEXT).json();
            while (!"2".equals(id(message))) {
                assertThat(message.at("/payload/data").has("dashboardUpdates")).isTrue();
                message = client.read(Frame.TEXT).json();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.pulsegate.streams.WrongOperations#all")
    void answersAnOperationThatCannotRunWithAnErrorAndStaysOpen(String document) {
        try (var client = client()) {
            client.subscribe("1", document);
            assertThat(client.next("error", "1").at("/payload/0/extensions/code").asString())
                    .isNotEmpty();
            // neither `next` nor `complete`: the error was its end, and its id is free
            saysNothingElse(client);
            client.subscribe("1", LIVE);
            client.next("next", "1");
        }
    }

    @Test
    void doesNothingMoreForAPeerThatItIsClosing() {
        var statements =
                database.statementsOf(() -> {
                    try (var client = new RawClient(port, key, 0)) {
                        client.sayAtOnce("nonsense", subscribe("1", SENDERS));
                        assertThat(client.readToTheEnd()).isEqualTo(4400);
                        assertThat(client.unread()).isZero();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        assertThat(statements).noneMatch(asked -> asked.sql().contains("webhook_senders"));
    }

    @Test
    void endsEverythingOfAPeerThatClosesNormally() throws IOException {
        try (var client = new RawClient(port, key, 0)) {
            client.subscribe("1", LIVE);
            client.subscribe("2", LIVE);
            assertThat(type(client)).isEqualTo("connection_ack");
            assertThat(type(client)).isEqualTo("next");
            client.frame(0x88, HexFormat.of().parseHex("03e8"));
            assertThat(client.read(Frame.CLOSE).closeCode()).isEqualTo(1000);
            nobodyWatches();
        }
    }

    @Test
    void endsEvenWhatIsJustBeginningWhenItsSocketIsGone() throws IOException {
        for (int i = 0; i < 30; i++) {
            try (var client = new RawClient(port, key, 0)) {
                client.sayAtOnce(subscribe("1", LIVE), subscribe("2", LIVE), subscribe("3", LIVE));
                if (i % 3 == 0) {
                    assertThat(type(client)).isEqualTo("connection_ack");
                }
            }
        }
        nobodyWatches();
    }

    /** Whatever was to come before the answer to a ping is there when that is. */
    private static void saysNothingElse(Client client) {
        pong(client);
        assertThat(client.heard).isEmpty();
    }

    private static void pong(Client client) {
        client.say("{\"type\":\"ping\"}");
        client.next("pong", null);
    }

    private static String type(RawClient client) throws IOException {
        return client.read(Frame.TEXT).json().path("type").asString();
    }

    private static String id(JsonNode message) {
        return message.path("id").asString("");
    }

    private static String subscribe(String id, String document) {
        return JsonMapper.shared()
                .writeValueAsString(
                        Map.of(
                                "id",
                                id,
                                "type",
                                "subscribe",
                                "payload",
                                Map.of("query", document)));
    }

    private Client client() {
        return Client.open(port, Map.of()).hello(key);
    }
}
