package io.pulsegate.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.operations.Operations;
import io.pulsegate.streams.RawClient.Frame;
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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The sentences of the {@code graphql-transport-ws} protocol that concern a server and its sockets;
 * {@link SocketOperationTests} has those of what is asked on them.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestDatabaseConfiguration.class)
class SocketProtocolTests {

    private static final String LIVE = "subscription { dashboardUpdates { seq } }";

    @LocalServerPort int port;
    private final TestDatabase database;
    private final TestOrg acme;
    private final String key = ApiKeyFormat.generate();

    SocketProtocolTests(@Autowired TestDatabase database) {
        this.database = database;
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

    @ParameterizedTest
    @ValueSource(
            strings = {"graphql-transport-ws", "some, graphql-transport-ws  , another-one, third"})
    void speaksTheProtocolWhereverItStandsAmongThoseOffered(String offered) throws IOException {
        try (var client = RawClient.stranger(port, offered)) {
            client.sayAtOnce("{\"type\":\"ping\"}");
            assertThat(client.read(Frame.TEXT).json().path("type").asString()).isEqualTo("pong");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "graphql-ws", "no, graphql-TransPort-ws", "graphql-transport-ws-2"})
    void speaksNoOtherProtocol(String offered) throws IOException {
        try (var client = RawClient.stranger(port, offered)) {
            assertThat(client.readToTheEnd()).isEqualTo(4406);
        }
    }

    @Test
    void closesASocketThatDoesNotSayHello() {
        try (var client = open()) {
            assertThat(client.closed()).isEqualTo(4408);
            assertThat(client.closeReason).isEqualTo("Connection initialisation timeout");
        }
    }

    @Test
    void takesAHelloWithoutAPayload() {
        try (var client = Client.open(port, Map.of("Authorization", "Bearer " + key))) {
            client.say("{\"type\":\"connection_init\",\"payload\":null}");
            client.next("connection_ack", null);
        }
    }

    @Test
    void looksOneCredentialUpHoweverOftenAPeerSaysHello() {
        var statements =
                database.statementsOf(() -> {
                    try (var client = RawClient.stranger(port, "graphql-transport-ws")) {
                        client.sayAtOnce(
                                Stream.generate(() -> hello(ApiKeyFormat.generate()))
                                        .limit(20)
                                        .toArray(String[]::new));
                        assertThat(client.readToTheEnd()).isEqualTo(4401);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        assertThat(statements)
                .filteredOn(statement -> statement.sql().contains("resolve_"))
                .singleElement()
                .satisfies(lookUp -> assertThat(lookUp.calls()).isEqualTo(1));
    }

    @Test
    void answersAPingAtAnyTimeWithWhatItBrought() {
        try (var client = open()) {
            client.say("{\"type\":\"ping\",\"payload\":{\"iCome\":[\"back\",1]}}");
            assertThat(client.next("pong", null).at("/payload").toString())
                    .isEqualTo("{\"iCome\":[\"back\",1]}");
            client.hello(key).say("{\"type\":\"ping\"}");
            assertThat(client.next("pong", null).has("payload")).isFalse();
        }
    }

    /** Or a peer that reads nothing would have us keep all that it sends. */
    @Test
    void doesNotSendALongPayloadBack() {
        try (var client = open()) {
            client.say("{\"type\":\"ping\",\"payload\":{\"x\":\"" + "x".repeat(2000) + "\"}}");
            assertThat(client.next("pong", null).has("payload")).isFalse();
        }
    }

    @Test
    void doesNotReactToAPong() {
        try (var client = open()) {
            client.say("{\"type\":\"pong\"}");
            client.say("{\"type\":\"pong\",\"payload\":{\"not\":\"asked for\"}}");
            client.hello(key);
            assertThat(client.heard).isEmpty();
        }
    }

    @Test
    void closesASocketThatSaysHelloTwice() {
        try (var client = open().hello(key)) {
            client.say("{\"type\":\"connection_init\"}");
            assertThat(client.closed()).isEqualTo(4429);
            assertThat(client.closeReason).isEqualTo("Too many initialisation requests");
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
            assertThat(client.closeReason).isEqualTo("Unauthorized");
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
            client.subscribeUnlessClosed("1", LIVE);
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
            assertThat(client.closeReason).isEqualTo("Forbidden");
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
                "{\"type\":\"connection_init\",\"payload\":[]}",
                "{\"type\":\"connection_ack\"}",
                "{\"type\":\"next\",\"id\":\"1\",\"payload\":{}}",
                "{\"id\":\"1\",\"payload\":{\"query\":\"{ a }\"}}",
                "{\"type\":\"subscribe\",\"id\":\"1\"}",
                "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":null}",
                "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{}}",
                "{\"type\":\"subscribe\",\"payload\":{\"query\":\"{ a }\"}}",
                "{\"type\":\"subscribe\",\"id\":1,\"payload\":{\"query\":\"{ a }\"}}",
                "{\"type\":\"subscribe\",\"id\":\"\",\"payload\":{\"query\":\"{ a }\"}}",
                "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":7}}",
                "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":\"{ a"
                        + " }\",\"variables\":[]}}",
                "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":\"{ a"
                        + " }\",\"operationName\":7}}",
                "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":\"{ a"
                        + " }\",\"extensions\":\"none\"}}",
                "{\"type\":\"complete\"}",
                "{\"type\":\"complete\",\"id\":7}",
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
    void closesASocketThatSendsAnythingButText() throws IOException {
        try (var client = new RawClient(port, key, 0)) {
            client.frame(0x82, "{\"type\":\"ping\"}".getBytes(UTF_8));
            assertThat(client.readToTheEnd()).isEqualTo(4400);
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

    private static String hello(String key) {
        return "{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer %s\"}}"
                .formatted(key);
    }

    private Client open() {
        return Client.open(port, Map.of());
    }
}
