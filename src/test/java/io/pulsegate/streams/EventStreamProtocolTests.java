package io.pulsegate.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/**
 * The sentences of GraphQL over SSE that concern a server, in the distinct connections mode. How a
 * stream lives and ends is with {@link LiveTests} and {@link PatienceTests}.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestDatabaseConfiguration.class)
class EventStreamProtocolTests {

    private static final String QUERY = "{ healthStatus { overallStatus } }";

    @LocalServerPort int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String key = ApiKeyFormat.generate();

    EventStreamProtocolTests(@Autowired TestDatabase database) {
        TestOrg.create(database, "Acme").key(key, "dashboard:read");
    }

    /** A browser's EventSource hears an event only if it has data, be they empty. */
    @Test
    void answersAQueryByOneResultAndIsThenComplete() throws Exception {
        var answer = ask(Map.of("query", QUERY));
        assertThat(answer.body())
                .matches(
                        """
                        :

                        event: next
                        data: \\{.*"overallStatus":"HEALTHY".*}

                        event: complete
                        data:

                        """);
    }

    @Test
    void isAnEventStreamThatNobodyKeepsOrHoldsBack() throws Exception {
        var headers = ask(Map.of("query", QUERY)).headers();
        assertThat(headers.firstValue("Content-Type")).contains("text/event-stream;charset=UTF-8");
        assertThat(headers.firstValue("Cache-Control")).contains("no-store");
        assertThat(headers.firstValue("X-Accel-Buffering")).contains("no");
    }

    @Test
    void runsTheOperationThatIsNamedWithItsVariables() throws Exception {
        var document =
                "query A { healthStatus { overallStatus } }"
                        + " query B($n: Int) { recentActivity(first: $n) { events { id } } }";
        var answer =
                ask(Map.of("query", document, "operationName", "B", "variables", Map.of("n", 2)));
        assertThat(result(answer).at("/data").has("recentActivity")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.pulsegate.streams.WrongOperations#all")
    void tellsWhatIsWrongWithAnOperationOverTheStreamItself(String document) throws Exception {
        var answer = ask(Map.of("query", document));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(result(answer).at("/errors/0/extensions/code").asString("")).isNotEmpty();
        assertThat(result(answer).has("data")).isFalse();
        assertThat(answer.body()).endsWith("event: complete\ndata:\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "null",
                "[]",
                "{}",
                "{\"query\":7}",
                "{\"query\":\"{a}\",\"variables\":[]}"
            })
    void refusesWhatIsNoRequestWithoutAStream(String body) throws Exception {
        var answer = send("POST", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("json");
    }

    /** Whoever wants it reserves a stream by PUT, and ends an operation by DELETE. */
    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE"})
    void saysThatItHasNoSingleConnectionMode(String method) throws Exception {
        var answer = send(method, "");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElse("").split(", ?"))
                .containsExactlyInAnyOrder("GET", "POST");
    }

    @Test
    void saysThatAStreamIsAskedForByPost() throws Exception {
        assertThat(send("GET", "").statusCode()).isEqualTo(406);
    }

    private HttpResponse<String> ask(Map<String, ?> question) throws Exception {
        return send("POST", JsonMapper.shared().writeValueAsString(question));
    }

    private HttpResponse<String> send(String method, String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/graphql"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .header("Accept", "text/event-stream")
                        .method(method, BodyPublishers.ofString(body));
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode result(HttpResponse<String> answer) {
        var next = answer.body().split("event: next\ndata: ", 2)[1].split("\n", 2)[0];
        return JsonMapper.shared().readTree(next);
    }
}
