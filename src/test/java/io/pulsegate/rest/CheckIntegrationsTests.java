package io.pulsegate.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The monitoring plugin, run as a monitor runs it, against a gateway on a real port. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(TestDatabaseConfiguration.class)
class CheckIntegrationsTests {

    private static final String SCRIPT =
            Path.of("clients/legacy/check_integrations").toAbsolutePath().toString();

    @Autowired TestDatabase database;
    @LocalServerPort int port;
    @TempDir Path folder;

    TestOrg acme;
    Path key;

    record Ended(int status, String line) {}

    @BeforeAll
    static void toolsAreThere() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh");
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "curl"))),
                "no curl");
    }

    @BeforeEach
    void org() throws IOException {
        acme = TestOrg.create(database, "Acme");
        acme.connection("comarch");
        acme.log("comarch", "success", Duration.ofMinutes(1));
        acme.connection("export");
        acme.log("export", "success", Duration.ofMinutes(1));
        var secret = ApiKeyFormat.generate();
        acme.key(secret, "dashboard:read");
        key = Files.writeString(folder.resolve("key"), secret + "\n");
    }

    @Test
    void exitsWith0WhenAllIsWell() throws Exception {
        var ended = check("-k", key.toString());
        assertThat(ended.line()).startsWith("INTEGRATIONS OK - 3 configured, all well | ");
        assertThat(ended.status()).isEqualTo(0);
    }

    @Test
    void exitsWith1AtAWarning() throws Exception {
        acme.webhook("https://example.org/hook");
        acme.logs("webhooks", "success", 17, Duration.ofMinutes(2));
        acme.logs("webhooks", "error", 3, Duration.ofMinutes(2));
        var ended = check("-k", key.toString());
        assertThat(ended.line()).startsWith("INTEGRATIONS WARNING - webhooks 85% (17/20) | ");
        assertThat(ended.status()).isEqualTo(1);
    }

    @Test
    void exitsWith2WhenAnIntegrationFails() throws Exception {
        acme.log("comarch", "error", Duration.ZERO);
        var ended = check("-k", key.toString());
        assertThat(ended.line()).startsWith("INTEGRATIONS CRITICAL - comarch error: ");
        assertThat(ended.status()).isEqualTo(2);
    }

    @Test
    void signsInByEmailAndPassword() throws Exception {
        var email = UUID.randomUUID() + "@acme.example";
        acme.user(email, "IT_MANAGER");
        assertThat(check("-u", email + ":demo").status()).isEqualTo(0);
        assertThat(check(Map.of("PULSEGATE_PASSWORD", "demo"), "-u", email).status()).isEqualTo(0);
    }

    @Test
    void readsAKeyFromStandardInput() throws Exception {
        var ended = run(Map.of(), Files.readString(key), "-k", "-", "-U", gateway());
        assertThat(ended.status()).isEqualTo(0);
    }

    @Test
    void knowsNothingWithAWrongKey() throws Exception {
        Files.writeString(key, ApiKeyFormat.generate());
        unknown(check("-k", key.toString()), "does not know this credential (401)");
    }

    @Test
    void knowsNothingWithoutTheRightToLook() throws Exception {
        var email = UUID.randomUUID() + "@acme.example";
        acme.user(email, "VIEWER");
        unknown(check("-u", email + ":demo"), "may not read the dashboard (403)");
    }

    @Test
    void knowsNothingWhenNobodyAnswers() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        unknown(
                run(Map.of(), "", "-k", key.toString(), "-U", "http://127.0.0.1:" + closed),
                "nobody answers there");
    }

    @Test
    void knowsNothingWhenTheAnswerDoesNotCome() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var url = "http://127.0.0.1:" + silent.getLocalPort();
            unknown(
                    run(Map.of(), "", "-k", key.toString(), "-U", url, "-t", "1"),
                    "no answer within 1 s");
        }
    }

    @Test
    void knowsNothingFromWhatIsNoGateway() throws Exception {
        var other =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 5);
                    exchange.getResponseBody().write("hello".getBytes(UTF_8));
                    exchange.close();
                });
        other.start();
        var url = "http://127.0.0.1:" + other.getAddress().getPort();
        try {
            unknown(
                    run(Map.of(), "", "-k", key.toString(), "-U", url),
                    url + " answered 200, and not as a gateway does");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void knowsNothingWithoutCurl() throws Exception {
        unknown(check(Map.of("PATH", "/nonexistent"), "-u", "a:b"), "curl is not installed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-x",
                "-k",
                "-u nobody",
                "-u a:b -t 0",
                "-u a:b -t x",
                "-u a:b more",
                "-u a:b -u c:d"
            })
    void isUnknownWhenItIsUsedWrongly(String arguments) throws Exception {
        var ended = check(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));
        assertThat(ended.line()).startsWith("INTEGRATIONS UNKNOWN - ");
        assertThat(ended.status()).isEqualTo(3);
    }

    @Test
    void explainsItself() throws Exception {
        var ended = check("--help");
        assertThat(ended.status()).isEqualTo(0);
        assertThat(ended.line()).startsWith("Usage: check_integrations ").contains("-t SECONDS");
    }

    @Test
    void showsNoSecretInTheListOfProcesses() throws Exception {
        var curl = folder.resolve("curl");
        Files.writeString(
                curl,
                "#!/bin/sh\necho \"$@\" >>'%1$s/arguments'\ncat >>'%1$s/input'\n"
                        .formatted(folder));
        assertThat(curl.toFile().setExecutable(true)).isTrue();
        var path = Map.of("PATH", folder + ":" + System.getenv("PATH"));
        check(path, "-k", key.toString());
        check(path, "-u", "ada:se\"cr\\et");
        var secret = Files.readString(key).strip();
        assertThat(folder.resolve("input"))
                .content()
                .contains("header = \"Authorization: Bearer " + secret + "\"")
                .contains("user = \"ada:se\\\"cr\\\\et\"");
        assertThat(folder.resolve("arguments"))
                .content()
                .isNotBlank()
                .doesNotContain(secret, "ada:");
    }

    private String gateway() {
        return "http://127.0.0.1:" + port;
    }

    private Ended check(String... arguments) throws Exception {
        return check(Map.of(), arguments);
    }

    private Ended check(Map<String, String> environment, String... arguments) throws Exception {
        var more = new HashMap<>(environment);
        more.put("PULSEGATE_URL", gateway());
        return run(more, "", arguments);
    }

    private Ended run(Map<String, String> environment, String input, String... arguments)
            throws Exception {
        var command = new ArrayList<>(List.of("/bin/sh", SCRIPT));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        }
        var line = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), line);
    }

    private static void unknown(Ended ended, String words) {
        assertThat(ended.line()).startsWith("INTEGRATIONS UNKNOWN - ").contains(words);
        assertThat(ended.status()).isEqualTo(3);
    }
}
