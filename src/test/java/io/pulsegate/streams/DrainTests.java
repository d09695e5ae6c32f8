package io.pulsegate.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulsegate.Gateway;
import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.tenancy.SecretKey;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A gateway in a process of its own is asked to stop while streams of every kind are open. */
class DrainTests {

    private static final String LIVE = "subscription { dashboardUpdates { seq } }";

    @TempDir Path temp;
    private final TestDatabase database = TestDatabase.fresh();
    private final TestOrg acme = TestOrg.create(database, "Acme");
    private Process gateway;
    private int port;

    @BeforeEach
    void start() throws IOException {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        gateway =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Gateway.class.getName(),
                                "--server.port=" + port,
                                "--management.server.port=0",
                                "--spring.datasource.url=" + database.jdbcUrl(),
                                "--spring.datasource.username=pulsegate_app",
                                "--spring.datasource.password=pulsegate_app",
                                "--spring.flyway.user=pulsegate_owner",
                                "--spring.flyway.password=pulsegate_owner",
                                "--pulsegate.secret-key=" + SecretKey.generate())
                        .redirectErrorStream(true)
                        .redirectOutput(temp.resolve("gateway.out").toFile())
                        .start();
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(this::isReady);
    }

    @AfterEach
    void stop() {
        gateway.destroyForcibly();
    }

    /** A connection on which nothing is asked just then holds nobody up. */
    @Test
    void answersWhatItWasAskedSaysGoodbyeToEveryStreamAndIsGoneWithinTenSeconds() throws Exception {
        var sockets = IntStream.range(0, 20).mapToObj(_ -> socket()).toList();
        var streams = List.of(events(), events(), events());
        try (var deaf = new RawClient(port, key(), 1024);
                var deafStream = EventClient.ask(port, key(), Map.of("query", much()), 1024);
                var slow = new SlowAsker(port, key());
                var _ = new IdleConnection(port);
                var _ = new IdleConnection(port)) {
            deaf.subscribe("1", much());
            assertThat(deafStream.connection.isConnected()).isTrue();
            // what they do not read fills their connections
            acme.log("edi", "success", Duration.ZERO);
            sockets.forEach(socket -> socket.next("next", "1"));
            long asked = System.nanoTime();
            gateway.destroy();
            assertThat(sockets).allMatch(socket -> socket.closed() == 1001);
            assertThat(slow.finish()).startsWith("HTTP/1.1 200").contains("HEALTHY");
            streams.forEach(stream -> {
                stream.next("complete");
                stream.ends();
                assertThat(stream.lines).anyMatch(line -> line.startsWith("retry: "));
            });
            assertThat(gateway.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - asked))
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    private Client socket() {
        var socket = Client.open(port, Map.of()).hello(key());
        socket.subscribe("1", LIVE);
        socket.next("next", "1");
        return socket;
    }

    private EventClient events() throws IOException {
        var events = EventClient.open(port, key(), Map.of("query", LIVE));
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

    private boolean isReady() throws Exception {
        assertThat(gateway.isAlive()).isTrue();
        try (var http = HttpClient.newHttpClient()) {
            var ready = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/readyz"));
            return http.send(ready.build(), HttpResponse.BodyHandlers.discarding()).statusCode()
                    == 200;
        }
    }
}
