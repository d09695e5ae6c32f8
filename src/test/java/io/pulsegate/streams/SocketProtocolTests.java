package io.pulsegate.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.operations.Operations;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import java.net.http.WebSocketHandshakeException;
import java.util.Map;

/** The sentences of the {@code graphql-transport-ws} protocol that concern a server. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestDatabaseConfiguration.class)
class SocketProtocolTests {

    private static final String LIVE = "subscription { dashboardUpdates { seq } }";

    @LocalServerPort int port;
    private final TestOrg acme;
    private final String key = ApiKeyFormat.generate();

    SocketProtocolTests(@Autowired TestDatabase database) {
        acme = TestOrg.create(database, "Acme");
        acme.key(key, "dashboard:read");
    }

    @Test
    void closesASocketThatDoesNotSpeakTheProtocol() {
        try (var client = Client.speaking("graphql-ws", port)) {
            assertThat(client.closed()).isEqualTo(4406);
        } catch (java.util.concurrent.CompletionException refusedAtHandshake) {
            assertThat(refusedAtHandshake).hasMessageContaining("subprotocol");
        }
    }

    @Test
    void closesASocketThatDoesNotSayHello() {
        try (var client = open()) {
            assertThat(client.closed()).isEqualTo(4408);
        }
    }

    @Test
    void closesASocketThatSaysHelloTwice() {
        try (var client = open().hello(key)) {
            client.say("{\"type\":\"connection_init\"}");
            assertThat(client.closed()).isEqualTo(4429);
        }
    }

    @Test
    void answersAStoredDocumentByItsHashAlone(@Autowired Operations operations) {
        try (var client = open().hello(key)) {
            var hash = operations.get("load/LoadHealth").hash();
            client.subscribe("1", naming(hash));
            assertThat(client.next("next", "1").at("/payload/data/healthStatus").isObject())
                    .isTrue();
            client.subscribe("2", naming("0".repeat(64)));
            assertThat(client.next("error", "2").at("/payload/0/extensions/code").asString())
                    .isEqualTo("PERSISTED_QUERY_NOT_FOUND");
        }
    }

    private static Map<String, ?> naming(String hash) {
        return Map.of("extensions", Map.of("persistedQuery", Map.of("sha256Hash", hash)));
    }

    @Test
    void closesASocketThatSubscribesBeforeItIsAcknowledged() {
        try (var client = open()) {
            client.subscribe("1", LIVE);
            assertThat(client.closed()).isEqualTo(4401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"connection_init\"}",
                "{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer"
                        + " pgk_wrong\"}}"
            })
    void closesASocketWithoutARightCredential(String hello) {
        try (var client = open()) {
            client.say(hello);
            client.subscribe("1", LIVE);
            assertThat(client.closed()).isEqualTo(4401);
            assertThat(client.heard).isEmpty();
        }
    }

    @Test
    void closesASocketWhoseKeyMayNotRead() {
        var other = ApiKeyFormat.generate();
        acme.key(other, "events:write");
        try (var client = open()) {
            client.say(
                    "{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer "
                            + other
                            + "\"}}");
            assertThat(client.closed()).isEqualTo(4403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "null",
                "{\"type\":7}",
                "{\"type\":\"nonsense\"}",
                "{\"type\":\"subscribe\",\"id\":\"1\"}",
                "{\"type\":\"subscribe\",\"payload\":{\"query\":\"{ a }\"}}",
                "{\"type\":\"subscribe\",\"id\":1,\"payload\":{\"query\":\"{ a }\"}}",
                "{\"type\":\"subscribe\",\"id\":\"\",\"payload\":{\"query\":\"{ a }\"}}",
                "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":7}}",
                "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":\"{ a"
                        + " }\",\"variables\":[]}}",
                "{\"type\":\"complete\"}",
                "{\"type\":\"ping\",\"payload\":\"text\"}"
            })
    void closesASocketThatSendsNoMessageOfTheProtocol(String message) {
        try (var client = open().hello(key)) {
            client.say(message);
            assertThat(client.closed()).isEqualTo(4400);
            assertThat(client.closeReason).startsWith("Invalid message");
        }
    }

    @Test
    void closesASocketThatUsesAnIdTwiceEvenWhileOneIsPreparing() {
        try (var client = open().hello(key)) {
            client.subscribe("1", LIVE);
            client.subscribe("1", LIVE);
            assertThat(client.closed()).isEqualTo(4409);
        }
    }

    @Test
    void takesAnIdAgainOnceItIsComplete() {
        try (var client = open().hello(key)) {
            client.subscribe("1", LIVE);
            client.next("next", "1");
            client.say("{\"type\":\"complete\",\"id\":\"1\"}");
            client.subscribe("1", LIVE);
            client.next("next", "1");
        }
    }

    @Test
    void ignoresTheCompletionOfWhatIsNotThere() {
        try (var client = open().hello(key)) {
            client.say("{\"type\":\"complete\",\"id\":\"nothing\"}");
            client.say("{\"type\":\"ping\"}");
            client.next("pong", null);
        }
    }

    @Test
    void answersAQueryOnceAndCompletesIt() {
        try (var client = open().hello(key)) {
            client.subscribe("q", "{ healthStatus { overallStatus } }");
            assertThat(
                            client.next("next", "q")
                                    .at("/payload/data/healthStatus/overallStatus")
                                    .asString())
                    .isEqualTo("HEALTHY");
            client.next("complete", "q");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ nothingLikeThis }",
                "{ broken",
                "subscription { nothingLikeThis }",
                "subscription { dashboardUpdates(cadenceSeconds: 1) { seq } }"
            })
    void answersAnOperationThatCannotRunWithAnErrorAndStaysOpen(String document) {
        try (var client = open().hello(key)) {
            client.subscribe("1", document);
            assertThat(client.next("error", "1").at("/payload/0/extensions/code").asString())
                    .isNotEmpty();
            client.subscribe("1", LIVE);
            client.next("next", "1");
        }
    }

    @Test
    void refusesTheTwentyFirstOperation() {
        try (var client = open().hello(key)) {
            for (int i = 0; i <= 20; i++) {
                client.subscribe("s" + i, LIVE);
            }
            assertThat(client.next("error", "s20").at("/payload/0/extensions/code").asString())
                    .isEqualTo("TOO_MANY_REQUESTS");
        }
    }

    @Test
    void refusesTheEleventhSocketOfOneKey() {
        var clients = new java.util.ArrayList<Client>();
        for (int i = 0; i < 10; i++) {
            clients.add(open().hello(key));
        }
        try (var eleventh = open()) {
            eleventh.say(
                    "{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer "
                            + key
                            + "\"}}");
            assertThat(eleventh.closed()).isEqualTo(4429);
        }
        clients.forEach(Client::close);
    }

    @Test
    void closesASocketThatSendsTooLongAMessage() {
        try (var client = open().hello(key)) {
            client.say("{\"type\":\"ping\",\"payload\":{\"x\":\"" + "x".repeat(65 * 1024) + "\"}}");
            assertThat(client.closed()).isEqualTo(1009);
        }
    }

    @Test
    void takesALongMessageInParts() {
        try (var client = open().hello(key)) {
            var padding = Map.of("of", "x".repeat(40 * 1024));
            client.subscribe("1", Map.of("query", LIVE, "extensions", padding));
            client.next("next", "1");
        }
    }

    @Test
    void closesASocketThatSendsTooManyMessages() {
        try (var client = open().hello(key)) {
            for (int i = 0; i < 60 && client.closeCode == 0; i++) {
                client.say("{\"type\":\"ping\"}");
            }
            assertThat(client.closed()).isEqualTo(4429);
        } catch (RuntimeException closedWhileSending) {
            assertThat(closedWhileSending).isNotNull();
        }
    }

    @Test
    void refusesAForeignOrigin() {
        assertThatThrownBy(() -> Client.open(port, Map.of("Origin", "https://evil.example")))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    private Client open() {
        return Client.open(port, Map.of());
    }
}
