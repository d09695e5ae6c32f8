package io.pulsegate.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.operations.Operation;
import io.pulsegate.operations.Operations;
import io.pulsegate.tenancy.SecretKey;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.util.FileSystemUtils;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * {@code java -XX:AOTCacheOutput=pulsegate.aot -jar pulsegate.jar rehearse}: a gateway that asks
 * itself what others will, so that the JVM writes down which classes that takes and which methods
 * are busy, and starts with it from then on. Plays on demo data in a folder that is thrown away,
 * whatever database is configured.
 */
public final class Rehearsal {

    /** Beyond these a start gains nothing more. */
    private static final int ROUNDS = 60;

    private static final List<String> PATHS =
            List.of(
                    "/api/integrations/dashboard",
                    "/api/integrations/health",
                    "/health?format=nagios",
                    "/api/session",
                    "/integrations/dashboard");

    private static final String VIEWER =
            "Basic "
                    + Base64.getEncoder().encodeToString("admin@acme.example:demo".getBytes(UTF_8));

    /** That can be asked with nothing beside it. */
    private static final Pattern PLAIN_QUERY =
            Pattern.compile(
                    "^query \\w+(\\((\\$\\w+: \\w+(! = \\w+)?(, )?)+\\))? \\{", Pattern.MULTILINE);

    private static final String UPDATES = "dashboard/DashboardUpdates";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();
    private final Operations operations;
    private final String origin;

    private Rehearsal(ApplicationContext gateway) {
        this.operations = gateway.getBean(Operations.class);
        this.origin =
                "127.0.0.1:" + gateway.getEnvironment().getRequiredProperty("local.server.port");
    }

    /**
     * Runs the command.
     *
     * @return the exit code: 0, or an exception says what went wrong
     */
    public static int run(Class<?> gateway) throws IOException, InterruptedException {
        var path = Files.createTempDirectory("pulsegate-rehearsal");
        var folder = DataFolder.open(path);
        try (var database = EmbeddedDatabase.start(folder, path.resolve("programs"));
                var context = new SpringApplicationBuilder(gateway).run(on(database))) {
            new DemoStory(database.login("pulsegate_owner"), folder).tell();
            new Rehearsal(context).play();
        } finally {
            FileSystemUtils.deleteRecursively(path);
        }
        return 0;
    }

    /**
     * As in production: on a database that was configured, which the JVM and Spring prepare for.
     */
    private static String[] on(EmbeddedDatabase database) {
        var gateway = database.login("pulsegate_app");
        var owner = database.login("pulsegate_owner");
        return new String[] {
            "--spring.datasource.url=" + gateway.url(),
            "--spring.datasource.username=" + gateway.role(),
            "--spring.datasource.password=" + gateway.password(),
            "--spring.flyway.user=" + owner.role(),
            "--spring.flyway.password=" + owner.password(),
            "--pulsegate.secret-key=" + SecretKey.generate(),
            "--server.address=127.0.0.1",
            "--server.port=0",
            "--management.server.port=0"
        };
    }

    private void play() throws IOException, InterruptedException {
        var bodies =
                operations
                        .all()
                        .map(Operation::document)
                        .filter(document -> PLAIN_QUERY.matcher(document).find())
                        .map(this::body)
                        .toList();
        for (int round = 0; round < ROUNDS; round++) {
            for (var body : bodies) {
                send(post(body));
            }
            for (var path : PATHS) {
                send(request(path).GET());
            }
        }
        watch();
    }

    private String body(String document) {
        return json.writeValueAsString(Map.of("query", document));
    }

    private HttpRequest.Builder post(String body) {
        return request("/graphql")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + origin + path))
                .header("Authorization", VIEWER);
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.uri() + " was answered with " + answer.statusCode());
        }
    }

    /** One update by each of the two open doors. */
    private void watch() throws IOException, InterruptedException {
        var updates = body(operations.get(UPDATES).document());
        var stream =
                http.send(
                        post(updates).header("Accept", "text/event-stream").build(),
                        BodyHandlers.ofLines());
        try (var lines = stream.body()) {
            var _ = lines.filter(line -> line.startsWith("data:")).findFirst();
        }
        var update = new FirstUpdate();
        var socket =
                http.newWebSocketBuilder()
                        .header("Authorization", VIEWER)
                        .subprotocols("graphql-transport-ws")
                        .buildAsync(URI.create("ws://" + origin + "/graphql"), update)
                        .join();
        socket.sendText("{\"type\":\"connection_init\"}", true).join();
        socket.sendText(
                        "{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":%s}".formatted(updates),
                        true)
                .join();
        update.come.join();
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    private static final class FirstUpdate implements WebSocket.Listener {

        private final CompletableFuture<Void> come = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            if (text.toString().contains("\"next\"")) {
                come.complete(null);
            }
            return WebSocket.Listener.super.onText(socket, text, last);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            come.completeExceptionally(error);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            come.completeExceptionally(new IOException("closed with " + status + " " + reason));
            return CompletableFuture.completedStage(null);
        }
    }
}
