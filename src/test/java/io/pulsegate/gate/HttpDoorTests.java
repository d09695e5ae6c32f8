package io.pulsegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** What only shows on a real port. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(TestDatabaseConfiguration.class)
class HttpDoorTests {

    @Autowired TestDatabase database;
    @Autowired HttpFaultResolver resolver;
    @LocalServerPort int port;

    @Test
    void countsABodyWhoseLengthIsNotAnnounced() throws Exception {
        assertThat(posted(BodyLimit.BYTES).statusCode()).isEqualTo(200);
        var refused = posted(BodyLimit.BYTES + 1);
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("\"errors\"", "\"code\":\"PAYLOAD_TOO_LARGE\"");
    }

    @Test
    void showsNobodyAPageOfTheContainer() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var request = "GET /health%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("Content-Type: application/problem+json", "\"code\":\"BAD_REQUEST\"")
                    .doesNotContain("<");
        }
    }

    @Test
    void tellsOfWhatNobodyForesawOnlyAnId() throws Exception {
        var response = new MockHttpServletResponse();
        var thrown = new IllegalStateException("relation \"users\" is missing");
        resolver.resolveException(
                new MockHttpServletRequest("GET", "/health"), response, null, thrown);
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.getContentAsString())
                .contains("\"code\":\"INTERNAL\"")
                .containsPattern("correlation id [0-9a-f]{16} ")
                .doesNotContain("users");
    }

    /** As the JDK's client does with every first request: HTTP/1.1 and "Upgrade: h2c". */
    @Test
    void answersWhoOffersHttp2() throws Exception {
        var key = ApiKeyFormat.generate();
        TestOrg.create(database, "Acme").key(key, "dashboard:read");
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            var question =
                    HttpRequest.newBuilder(uri("/graphql?query=%7B__typename%7D"))
                            .header("Accept", "application/json")
                            .header("Authorization", "Bearer " + key)
                            .build();
            var answer = client.send(question, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void saysOfAPathThatIsNotThereTheSameToEverybody() throws Exception {
        var key = ApiKeyFormat.generate();
        TestOrg.create(database, "Acme").key(key, "dashboard:read");
        try (var client = HttpClient.newHttpClient()) {
            var nobody = HttpRequest.newBuilder(uri("/integratoins/dashboard"));
            var unknown = client.send(nobody.build(), BodyHandlers.ofString());
            var somebody = nobody.header("Authorization", "Bearer " + key).build();
            var known = client.send(somebody, BodyHandlers.ofString());
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).contains("\"code\":\"NOT_FOUND\"");
            assertThat(known.statusCode()).isEqualTo(404);
            assertThat(known.body()).isEqualTo(unknown.body());
        }
    }

    @Test
    void showsTheContractToEverybody() throws Exception {
        var request = HttpRequest.newBuilder(uri("/api/openapi.json")).build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(answer.body()).contains("\"openapi\": \"3.1.0\"");
        }
    }

    private HttpResponse<String> posted(int bytes) throws Exception {
        var key = ApiKeyFormat.generate();
        TestOrg.create(database, "Acme").key(key, "dashboard:read");
        var question = "{\"query\": \"{ __typename }\"}";
        var body = question + " ".repeat(bytes - question.length());
        var request =
                HttpRequest.newBuilder(uri("/graphql"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        // a stream's length is not known: it goes in chunks
                        .POST(
                                BodyPublishers.ofInputStream(() ->
                                        new ByteArrayInputStream(
                                                body.getBytes(StandardCharsets.UTF_8))))
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
