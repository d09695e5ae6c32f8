package io.pulsegate.streams;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The clients from npm that everybody uses, as they are, and the audits of GraphQL over HTTP. The
 * scenarios are in {@code clients/protocol}; here each becomes one test.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        // the audits hand over variables by a question about a type
        properties = "pulsegate.graphql.introspection=everybody")
@Import(TestDatabaseConfiguration.class)
class NpmClientsTests {

    private static final Pattern RESULT = Pattern.compile("(?m)^(not )?ok \\d+ - (.*)$");

    @LocalServerPort int port;
    private final TestOrg acme;
    private final Map<String, UUID> keys = new ConcurrentHashMap<>();

    NpmClientsTests(@Autowired TestDatabase database) {
        acme = TestOrg.create(database, "Acme");
        acme.connection("comarch");
        acme.log("comarch", "success", Duration.ofMinutes(10));
    }

    @TestFactory
    Stream<DynamicTest> areServedAsTheyExpect(@TempDir Path temp) throws Exception {
        var said = temp.resolve("said.tap");
        var desk = desk();
        try {
            var node =
                    new ProcessBuilder("node", "clients/protocol/run.mjs")
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile());
            node.environment().put("GATEWAY", "http://localhost:" + port);
            node.environment().put("DESK", "http://localhost:" + desk.getAddress().getPort());
            assertThat(node.start().waitFor()).as(() -> text(said)).isZero();
        } finally {
            desk.stop(0);
        }
        var results = RESULT.matcher(text(said)).results().toList();
        assertThat(results).as(() -> text(said)).hasSize(71);
        return results.stream()
                .map(result ->
                        DynamicTest.dynamicTest(
                                result.group(2),
                                () -> assertThat(result.group(1)).as(() -> text(said)).isNull()));
    }

    /** Where a scenario orders what no client can do. */
    private HttpServer desk() throws IOException {
        var desk = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(desk, "/key", _ -> newKey());
        serve(desk, "/revoke", this::revoke);
        serve(desk, "/event", _ -> acme.log("comarch", "success", Duration.ZERO).toString());
        desk.start();
        return desk;
    }

    private String newKey() {
        var key = ApiKeyFormat.generate();
        keys.put(key, acme.key(key, "dashboard:read"));
        return key;
    }

    private String revoke(String key) {
        acme.change(
                "update api_keys set revoked_at = now() where id = ?",
                Objects.requireNonNull(keys.get(key)));
        return key;
    }

    private static void serve(HttpServer desk, String path, UnaryOperator<String> order) {
        desk.createContext(
                path,
                (HttpExchange exchange) -> {
                    try (exchange) {
                        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                        var answer = order.apply(body).getBytes(UTF_8);
                        exchange.sendResponseHeaders(200, answer.length);
                        exchange.getResponseBody().write(answer);
                    }
                });
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
