package io.pulsegate.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.Gateway;
import io.pulsegate.tenancy.SecretKey;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A gateway in a process of its own, which can be looked into, asked to stop, frozen and killed. As
 * in production, it takes the beans that the build has found.
 */
public final class GatewayProcess implements AutoCloseable {

    private static final String PREPARED = "target/spring-aot/main/classes";

    public final int port;
    public final Process process;

    /** Waits until it is ready; what it says goes into the folder. */
    public GatewayProcess(String jdbcUrl, Path folder, String... more) throws IOException {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var settings =
                Stream.concat(
                        Stream.of(
                                "--server.port=" + port,
                                "--pulsegate.secret-key=" + SecretKey.generate()),
                        Stream.of(more));
        process =
                new ProcessBuilder(
                                command(
                                        GatewayArguments.on(
                                                jdbcUrl, settings.toArray(String[]::new))))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("gateway-" + port + ".out").toFile())
                        .start();
        // a busy machine starts it in minutes
        await().atMost(Duration.ofMinutes(5))
                .failFast("it has ended", () -> !process.isAlive())
                .ignoreExceptions()
                .until(this::isReady);
    }

    /** How the gateway, or one of its commands, is started with these arguments. */
    public static List<String> command(String... arguments) {
        var command =
                new ArrayList<>(
                        List.of(
                                Jdk.program("java"),
                                "-XX:TieredStopAtLevel=1",
                                "-Dspring.aot.enabled=true",
                                "-cp",
                                PREPARED
                                        + File.pathSeparator
                                        + System.getProperty("java.class.path"),
                                Gateway.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** {@code STOP} and {@code CONT} are what Java has no words for. */
    public void signal(String name) throws IOException, InterruptedException {
        run(List.of("kill", "-" + name, String.valueOf(process.pid())));
    }

    /** From now on it opens no file or socket beyond so many. Linux alone has words for it. */
    public void limitOpenFiles(long most) throws IOException, InterruptedException {
        run(List.of("prlimit", "--pid", String.valueOf(process.pid()), "--nofile=" + most));
    }

    /** What the JDK's {@code jcmd} says of it. */
    public String jcmd(String... command) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(Jdk.program("jcmd"), String.valueOf(process.pid())));
        words.addAll(List.of(command));
        return run(words);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        var ran = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(ran.getInputStream().readAllBytes(), UTF_8);
        assertThat(ran.waitFor()).as(said).isZero();
        return said;
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
