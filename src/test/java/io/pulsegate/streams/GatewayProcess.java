package io.pulsegate.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulsegate.Gateway;
import io.pulsegate.tenancy.SecretKey;
import io.pulsegate.testing.TestDatabase;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A gateway in a process of its own, which can be asked to stop, frozen and killed. */
final class GatewayProcess implements AutoCloseable {

    final int port;
    final Process process;

    /** Waits until it is ready; what it says goes into the folder. */
    GatewayProcess(TestDatabase database, Path folder) throws IOException {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        process =
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
                        .redirectOutput(folder.resolve("gateway-" + port + ".out").toFile())
                        .start();
        // a busy machine starts it in minutes
        await().atMost(Duration.ofMinutes(5))
                .failFast("it has ended", () -> !process.isAlive())
                .ignoreExceptions()
                .until(this::isReady);
    }

    /** {@code STOP} and {@code CONT} are what Java has no words for. */
    void signal(String name) throws IOException, InterruptedException {
        var kill = List.of("kill", "-" + name, String.valueOf(process.pid()));
        assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
    }

    private boolean isReady() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var ready = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/readyz"));
            return http.send(ready.build(), HttpResponse.BodyHandlers.discarding()).statusCode()
                    == 200;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
