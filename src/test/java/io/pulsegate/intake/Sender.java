package io.pulsegate.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.TestOrg;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

/** Somebody who sends events, with a key of an organisation of his own. */
record Sender(int port, TestOrg org, String key) {

    static final String EVENT = "application/cloudevents+json";
    static final String BATCH = "application/cloudevents-batch+json";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    static Sender of(int port, TestOrg org, String... scopes) {
        var key = ApiKeyFormat.generate();
        org.key(key, scopes);
        return new Sender(port, org, key);
    }

    /** One event in structured mode, or any JSON that claims to be one. */
    HttpResponse<String> event(Map<String, ?> event) {
        return post(EVENT, JSON.writeValueAsString(event).getBytes(UTF_8), Map.of());
    }

    HttpResponse<String> batch(List<?> events) {
        return post(BATCH, JSON.writeValueAsString(events).getBytes(UTF_8), Map.of());
    }

    /** Of a batch, the result of each item. */
    List<String> results(List<?> events) {
        return json(batch(events))
                .path("items")
                .valueStream()
                .map(item -> item.path("result").stringValue())
                .toList();
    }

    HttpResponse<String> post(String type, byte[] body, Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + IntakePaths.EVENTS))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
