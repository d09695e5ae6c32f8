package io.pulsegate.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulsegate.access.ApiKeyFormat;
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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Peers that are silent, deaf or gone, and a gateway that waits for them a tenth of the time. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "pulsegate.streams.ping-every=1s",
            "pulsegate.streams.heartbeat-every=500ms",
            "pulsegate.streams.stalled-after=2s",
            "pulsegate.streams.stream-life=4s",
            "pulsegate.streams.idle-timeout=3s",
            "server.tomcat.connection-timeout=2s"
        })
@Import(TestDatabaseConfiguration.class)
class PatienceTests {

    private static final String LIVE =
            "subscription { dashboardUpdates(cadenceSeconds: 5) { seq newEventCount } }";

    /** Two million characters, so that a few answers fill every buffer on the way. */
    private static final String MUCH_OF_IT =
            IntStream.range(0, 10)
                    .mapToObj(i -> "a" + i + ": recentActivity { events { message } } ")
                    .collect(Collectors.joining());

    static final String MUCH =
            "subscription { dashboardUpdates(cadenceSeconds: 300) { seq " + MUCH_OF_IT + "} }";

    @LocalServerPort int port;
    @Autowired MeterRegistry meters;
    private final TestOrg acme;
    private final String key = ApiKeyFormat.generate();

    PatienceTests(@Autowired TestDatabase database) {
        acme = TestOrg.create(database, "Acme");
        acme.key(key, "dashboard:read");
    }

    @AfterEach
    void nobodyIsLeft() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> open("websocket") == 0 && open("sse") == 0);
    }

    @Test
    void closesASocketWhosePeerAnswersNoPing() throws IOException {
        try (var client = new RawClient(port, key, 0)) {
            client.subscribe("1", LIVE);
            assertThat(client.readToTheEnd()).isEqualTo(4500);
        }
    }

    @Test
    void keepsASocketWhosePeerAnswersPings() {
        try (var client = Client.open(port, Map.of()).hello(key)) {
            client.subscribe("1", LIVE);
            client.next("next", "1");
            client.next("next", "1");
            assertThat(client.closeCode).isZero();
        }
    }

    @Test
    void closesASocketThatAsksNothing() {
        try (var client = Client.open(port, Map.of()).hello(key)) {
            assertThat(client.closed()).isEqualTo(1000);
        }
    }

    @Test
    void forgetsASocketWhosePeerIsGone() throws IOException {
        try (var client = new RawClient(port, key, 0)) {
            client.subscribe("1", LIVE);
            await().until(() -> open("websocket") == 1);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> open("websocket") == 0);
        await().until(() -> meters.get("pulsegate.live.watchers").gauge().value() == 0);
    }

    @Test
    void forgetsAnEventStreamWhosePeerIsGone() throws IOException {
        try (var events = EventClient.open(port, key, Map.of("query", LIVE))) {
            events.next("next");
            assertThat(open("sse")).isEqualTo(1);
        }
        // long before it would have completed
        await().atMost(Duration.ofSeconds(3)).until(() -> open("sse") == 0);
    }

    @Test
    void completesAnEventStreamAfterItsLife() throws IOException {
        try (var events = EventClient.open(port, key, Map.of("query", LIVE))) {
            events.next("next");
            events.next("complete");
            events.ends();
            assertThat(events.lines).anyMatch(line -> line.startsWith("retry: "));
        }
    }

    @Test
    void cutsOffASocketWhosePeerReadsNothingAndKeepsTheOthersOnTime() throws IOException {
        much();
        double stalled = count("pulsegate.streams.stalled");
        double dropped = count("pulsegate.live.dropped");
        try (var deaf = new RawClient(port, key, 1024);
                var other = Client.open(port, Map.of()).hello(key)) {
            watches(other);
            for (var id : List.of("1", "2", "3")) {
                deaf.subscribe(id, MUCH);
            }
            // the first of them before the deaf one is given up
            tellsEachChange(other);
            await().atMost(Duration.ofSeconds(15)).until(() -> open("websocket") == 1);
            assertThat(count("pulsegate.streams.stalled")).isEqualTo(stalled + 1);
            // of each operation the newest waited, and nothing else
            assertThat(count("pulsegate.live.dropped")).isGreaterThan(dropped);
            assertThat(deaf.readToTheEnd()).isIn(1006, 1013);
        }
    }

    @Test
    void cutsOffAnEventStreamWhosePeerReadsNothingAndKeepsTheOthersOnTime() throws IOException {
        much();
        try (var deaf = EventClient.ask(port, key, Map.of("query", MUCH), 1024);
                var other = Client.open(port, Map.of()).hello(key)) {
            await().until(() -> open("sse") == 1);
            watches(other);
            tellsEachChange(other);
            // sooner than it would have completed
            await().atMost(Duration.ofSeconds(15)).until(() -> open("sse") == 0);
            deaf.read();
            assertThat(deaf.lines).doesNotContain("event: complete");
        }
    }

    @Test
    void cutsOffWhoReadsNoAnswersAndAnswersOthersMeanwhile() throws IOException {
        much();
        var body = "{\"query\": \"{ " + MUCH_OF_IT + "}\"}";
        var head = "POST /graphql HTTP/1.1\nHost: localhost\nContent-Length: " + body.length();
        try (var deaf = new Socket()) {
            deaf.setReceiveBufferSize(1024);
            deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            // more answers than fit into every buffer on the way
            for (int i = 0; i < 10; i++) {
                deaf.getOutputStream().write(bytes(head + "\n" + headers() + "\n" + body));
            }
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            try (var other = Client.open(port, Map.of()).hello(key)) {
                other.subscribe("1", "{ __typename }");
                other.next("next", "1");
            }
            await().atMost(Duration.ofSeconds(15)).until(() -> isCut(deaf));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /graphql HTTP/1.1\nHost: localhost\nX: ",
                "POST /graphql HTTP/1.1\nHost: localhost\nContent-Length: 1000\n%s\n",
                "POST /graphql HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n%s\n3e8\n",
                "POST /login HTTP/1.1\nHost: localhost\nContent-Length: 1000\n\n"
            })
    void cutsOffWhoSendsARequestByteByByteAndAnswersOthersMeanwhile(String begin) throws Exception {
        try (var slow = new Socket(InetAddress.getLoopbackAddress(), port)) {
            long begun = System.nanoTime();
            slow.getOutputStream().write(bytes(begin.formatted(headers())));
            await().atMost(Duration.ofSeconds(10)).until(() -> isCut(slow));
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isGreaterThan(Duration.ofMillis(1900));
            try (var other = Client.open(port, Map.of()).hello(key)) {
                other.subscribe("1", "{ __typename }");
                other.next("next", "1");
            }
        }
    }

    private String headers() {
        return "Content-Type: application/json\nAuthorization: Bearer " + key + "\n";
    }

    private static byte[] bytes(String request) {
        return request.replace("\n", "\r\n").getBytes(UTF_8);
    }

    /** One byte more, which never comes to anything. */
    private static boolean isCut(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void watches(Client client) {
        client.subscribe("1", LIVE.replace("5", "300"));
        client.next("next", "1");
    }

    private void tellsEachChange(Client client) {
        for (int i = 0; i < 3; i++) {
            acme.log("edi", "success", Duration.ZERO);
            // the key's own requests are counted, too, and told by updates of their own
            await().until(() ->
                    client.next("next", "1")
                                    .at("/payload/data/dashboardUpdates/newEventCount")
                                    .asInt()
                            == 1);
        }
    }

    /** Twenty events of ten thousand characters. */
    private void much() {
        acme.change(
                """
                insert into integration_logs (org_id, integration_type, event_type, status, message, occurred_at)
                select ?, 'edi', 'test', 'success', repeat('x', 10000), now() from generate_series(1, 20)
                """,
                acme.id().value());
    }

    private double count(String counter) {
        return meters.get(counter).counter().count();
    }

    private double open(String door) {
        return meters.get("pulsegate.streams.open").tag("door", door).gauge().value();
    }
}
