package io.pulsegate.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.GatewayProcess;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A gateway in a process of its own is asked to stop while streams of every kind are open. */
@Beside
class DrainTests {

    private static final String LIVE = "subscription { dashboardUpdates { seq } }";

    @TempDir Path temp;
    private final TestDatabase database = TestDatabase.fresh();
    private final TestOrg acme = TestOrg.create(database, "Acme");
    private GatewayProcess gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new GatewayProcess(database.jdbcUrl(), temp);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** A connection on which nothing is asked just then holds nobody up. */
    @Test
    void answersWhatItWasAskedSaysGoodbyeToEveryStreamAndIsGoneWithinTenSeconds() throws Exception {
        var sockets = IntStream.range(0, 20).mapToObj(_ -> socket()).toList();
        var streams = List.of(events(), events(), events());
        try (var deaf = new RawClient(gateway.port, key(), 1024);
                var deafStream =
                        EventClient.ask(gateway.port, key(), Map.of("query", much()), 1024);
                var slow = new SlowAsker(gateway.port, key());
                var _ = new IdleConnection(gateway.port);
                var _ = new IdleConnection(gateway.port)) {
            deaf.subscribe("1", much());
            assertThat(deafStream.connection.isConnected()).isTrue();
            // what they do not read fills their connections
            acme.log("edi", "success", Duration.ZERO);
            sockets.forEach(socket -> socket.next("next", "1"));
            long asked = System.nanoTime();
            gateway.process.destroy();
            assertThat(sockets).allMatch(socket -> socket.closed() == 1001);
            assertThat(slow.finish()).startsWith("HTTP/1.1 200").contains("HEALTHY");
            streams.forEach(stream -> {
                stream.next("complete");
                stream.ends();
                assertThat(stream.lines).anyMatch(line -> line.startsWith("retry: "));
            });
            assertThat(gateway.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - asked))
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    private Client socket() {
        var socket = Client.open(gateway.port, Map.of()).hello(key());
        socket.subscribe("1", LIVE);
        socket.next("next", "1");
        return socket;
    }

    private EventClient events() throws IOException {
        var events = EventClient.open(gateway.port, key(), Map.of("query", LIVE));
        events.next("next");
        return events;
    }

    private static String much() {
        return PatienceTests.MUCH;
    }

    private String key() {
        var key = ApiKeyFormat.generate();
        acme.key(key, "dashboard:read");
        return key;
    }
}
