package io.pulsegate.streams;

import static io.pulsegate.streams.RawClient.HANDSHAKE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.streams.RawClient.Frame;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The sentences of RFC 6455 that concern a server, on the container's own connections. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestDatabaseConfiguration.class)
class WireTests {

    @LocalServerPort int port;
    @Autowired MeterRegistry meters;
    private final TestOrg acme;
    private final String key = ApiKeyFormat.generate();

    WireTests(@Autowired TestDatabase database) {
        acme = TestOrg.create(database, "Acme");
        acme.key(key, "dashboard:read");
    }

    @AfterEach
    void nobodyIsLeft() {
        // sooner than a deaf peer is given up, and than a silent one is
        await().atMost(Duration.ofSeconds(15)).until(() -> open() == 0);
    }

    @Test
    void provesThatItReadTheHandshakeAndNamesTheProtocol() throws IOException {
        assertThat(RawClient.answerTo(port, HANDSHAKE.formatted(key)))
                .startsWith("HTTP/1.1 101")
                .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                .contains("Sec-WebSocket-Protocol: graphql-transport-ws")
                .doesNotContain("Sec-WebSocket-Extensions");
    }

    @Test
    void namesItsVersionToWhoSpeaksAnother() throws IOException {
        var older = HANDSHAKE.formatted(key).replace("Version: 13", "Version: 8");
        assertThat(RawClient.answerTo(port, older))
                .startsWith("HTTP/1.1 426")
                .contains("Sec-WebSocket-Version: 13");
    }

    @Test
    void refusesAHandshakeWithoutAKey() throws IOException {
        var without = HANDSHAKE.formatted(key).replaceFirst("Sec-WebSocket-Key.*\n", "");
        assertThat(RawClient.answerTo(port, without)).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dGhlIHNhbXBsZQ==", "dGhlIHNhbXBsZSBub25jZSBhbmQgbW9yZQ==", "no base64 !"})
    void refusesAHandshakeWhoseKeyIsNotSixteenBytes(String key) throws IOException {
        var odd = HANDSHAKE.formatted(this.key).replace("dGhlIHNhbXBsZSBub25jZQ==", key);
        assertThat(RawClient.answerTo(port, odd)).startsWith("HTTP/1.1 400");
    }

    @Test
    void refusesAHandshakeOfAnOlderHttp() throws IOException {
        var older = HANDSHAKE.formatted(key).replace("HTTP/1.1", "HTTP/1.0");
        assertThat(RawClient.answerTo(port, older)).startsWith("HTTP/1.1 400");
    }

    @Test
    void asksWhoItIsBeforeItTalks() throws IOException {
        assertThat(RawClient.answerTo(port, HANDSHAKE.formatted("pgk_wrong")))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void answersAPingBetweenTheFragmentsOfAMessage() throws IOException {
        try (var client = client()) {
            client.frame(0x01, "{\"type\":".getBytes(UTF_8));
            client.frame(0x89, new byte[] {1, 2, 3});
            assertThat(client.read(Frame.PONG).payload()).containsExactly(1, 2, 3);
            client.frame(0x80, "\"ping\"}".getBytes(UTF_8));
            assertThat(new String(client.read(Frame.TEXT).payload(), UTF_8))
                    .isEqualTo("{\"type\":\"pong\"}");
        }
    }

    @Test
    void closesWithTheCodeThatAPeerClosedWith() throws IOException {
        try (var client = client()) {
            client.frame(0x88, HexFormat.of().parseHex("0fa0"));
            assertThat(client.read(Frame.CLOSE).closeCode()).isEqualTo(4000);
            assertThat(client.isOver()).isTrue();
        }
    }

    @Test
    void closesWithoutACodeWhenAPeerGaveNone() throws IOException {
        try (var client = client()) {
            client.frame(0x88, new byte[0]);
            assertThat(client.read(Frame.CLOSE).payload()).isEmpty();
            assertThat(client.isOver()).isTrue();
        }
    }

    /** What it sends meanwhile must not cost it the reason: a connection closed at once would. */
    @Test
    void tellsAPeerThatSendsTooMuchWhyWhileItIsSending() throws IOException {
        try (var client = client()) {
            sendTooMuch(client);
            assertThat(client.read(Frame.CLOSE).closeCode()).isEqualTo(1009);
            client.send(new byte[1000]);
            assertThat(client.isOver()).isTrue();
        }
    }

    /** Of so many there are some to whom something is being written just then. */
    @Test
    void tellsAPeerWhyAsTheLastWordWhileItIsAnswered() throws IOException {
        for (int i = 0; i < 100; i++) {
            try (var client = client()) {
                client.say(Map.of("type", "ping"));
                sendTooMuch(client);
                assertThat(client.read(Frame.CLOSE).closeCode()).isEqualTo(1009);
                client.frame(0x88, HexFormat.of().parseHex("03f1"));
                assertThat(client.unread()).isZero();
            }
        }
    }

    private static void sendTooMuch(RawClient client) throws IOException {
        client.send(HexFormat.of().parseHex("81ff000000000010000000000000"));
        for (int i = 0; i < 100; i++) {
            client.send(new byte[1000]);
        }
    }

    @Test
    void listensNoMoreToAPeerThatBrokeTheProtocol() throws IOException {
        try (var client = client()) {
            client.send(HexFormat.of().parseHex("8100"));
            client.say(Map.of("type", "ping"));
            assertThat(client.read(Frame.CLOSE).closeCode()).isEqualTo(1002);
            assertThat(client.isOver()).isTrue();
        }
    }

    @Test
    void closesAPeerThatSendsPongsWithoutEnd() throws IOException {
        try (var client = client()) {
            // a virtual thread would take half of the gateway's own
            var sending =
                    Thread.ofPlatform()
                            .daemon()
                            .start(() -> {
                                try {
                                    while (true) {
                                        client.frame(0x8a, new byte[0]);
                                    }
                                } catch (IOException closed) {
                                    // what is waited for
                                }
                            });
            await().atMost(Duration.ofSeconds(30)).until(() -> open() == 0 && !sending.isAlive());
        }
    }

    /** Its goodbye is answered behind what it does not read: nobody waits for that for long. */
    @Test
    void letsADeafPeerGoThatSaysGoodbye() throws IOException {
        acme.change(
                """
                insert into integration_logs (org_id, integration_type, event_type, status, message, occurred_at)
                select ?, 'edi', 'test', 'success', repeat('x', 10000), now() from generate_series(1, 20)
                """,
                acme.id().value());
        try (var deaf = new RawClient(port, key, 1024)) {
            for (var id : List.of("1", "2", "3")) {
                deaf.subscribe(id, PatienceTests.MUCH);
            }
            await().until(() -> meters.get("pulsegate.live.watchers").gauge().value() == 3);
            deaf.frame(0x88, HexFormat.of().parseHex("03e8"));
            await().atMost(Duration.ofSeconds(10)).until(() -> open() == 0);
        }
    }

    private RawClient client() throws IOException {
        return new RawClient(port, key, 0);
    }

    private double open() {
        return meters.get("pulsegate.streams.open").tag("door", "websocket").gauge().value();
    }
}
