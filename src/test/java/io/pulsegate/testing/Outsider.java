package io.pulsegate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.core.io.ClassPathResource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Somebody who has a gateway's port and one credential, and nothing else. */
public record Outsider(int port, String authorization) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    public static Outsider withPassword(int port, String email, String password) {
        var pair = (email + ":" + password).getBytes(UTF_8);
        return new Outsider(port, "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    public Outsider withKey(String token) {
        return new Outsider(port, "Bearer " + token);
    }

    /** The data of a stored operation of the dashboard, such as {@code AddConnection}. */
    public JsonNode operation(String name, Map<String, ?> variables) {
        try {
            var file = new ClassPathResource("graphql/operations/dashboard/" + name + ".graphql");
            return ask(file.getContentAsString(UTF_8), variables);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data of an answer without errors. */
    public JsonNode ask(String document, Map<String, ?> variables) {
        var question = Map.of("query", document, "variables", variables);
        var answer = post("/graphql", "application/json", question);
        var body = JSON.readTree(answer.body());
        assertThat(body.has("errors")).as(answer.body()).isFalse();
        return body.at("/data");
    }

    public HttpResponse<String> post(String path, String contentType, Object body) {
        return send(
                request(path)
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /** What a subscription sends, result by result, while the test runs. */
    public Queue<JsonNode> watch(String document) {
        var results = new ConcurrentLinkedQueue<JsonNode>();
        var request =
                request("/graphql")
                        .header("Content-Type", "application/json")
                        .header("Accept", "text/event-stream")
                        .POST(
                                BodyPublishers.ofString(
                                        JSON.writeValueAsString(Map.of("query", document))))
                        .build();
        Thread.ofVirtual()
                .start(() -> {
                    try (var lines = CLIENT.send(request, BodyHandlers.ofLines()).body()) {
                        lines.filter(line -> line.startsWith("data:"))
                                .map(line -> line.substring("data:".length()).strip())
                                .filter(data -> !data.isEmpty())
                                .forEach(data -> results.add(JSON.readTree(data)));
                    } catch (IOException | InterruptedException | UncheckedIOException over) {
                        // the gateway stopped, and the test with it
                    }
                });
        return results;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", authorization)
                .header("Accept", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
