package io.pulsegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import io.pulsegate.access.Role;
import io.pulsegate.operations.Operation;
import io.pulsegate.operations.Operations;
import io.pulsegate.testing.SignedIn;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpringBootTest
@AutoConfigureMockMvc
@Import(TestDatabaseConfiguration.class)
class GraphQlOverHttpTests {

    private static final MediaType GRAPHQL_RESPONSE =
            MediaType.parseMediaType("application/graphql-response+json");

    @Autowired TestDatabase database;
    @Autowired MockMvcTester http;
    @Autowired Operations operations;

    TestOrg acme;

    @BeforeEach
    void org() {
        acme = TestOrg.create(database, "Acme");
    }

    @Test
    void answersAQueryByGet() {
        var answer = asked(http.get().uri("/graphql").param("query", "{ __typename }"));
        assertThat(answer)
                .hasStatus(200)
                .bodyJson()
                .extractingPath("$.data.__typename")
                .isEqualTo("Query");
    }

    @Test
    void answersAQueryWithVariablesByGet() {
        var answer =
                asked(
                        http.get()
                                .uri("/graphql")
                                .param(
                                        "query",
                                        "query Q($n: Int!) { recentActivity(first: $n) { events {"
                                                + " id } } }")
                                .param("operationName", "Q")
                                .param("variables", "{\"n\": 3}"));
        assertThat(answer)
                .hasStatus(200)
                .bodyJson()
                .extractingPath("$.data.recentActivity.events")
                .asArray()
                .isEmpty();
    }

    @Test
    void neverChangesAnythingByGet() {
        var answer =
                asked(
                        http.get()
                                .uri("/graphql")
                                .param(
                                        "query",
                                        "query A { __typename } mutation B { refreshHealth {"
                                                + " configuredCount } }")
                                .param("operationName", "B"));
        assertThat(answer).hasHeader("Allow", "POST");
        refused(answer, 405, "METHOD_NOT_ALLOWED");
    }

    @Test
    void saysInCodeWhatIsWrongWithADocumentThatCameByGet() {
        refused(
                asked(http.get().uri("/graphql").accept(GRAPHQL_RESPONSE).param("query", "{")),
                400,
                "GRAPHQL_PARSE_FAILED");
    }

    @Test
    void refusesVariablesThatAreNotJson() {
        refused(
                asked(
                        http.get()
                                .uri("/graphql")
                                .param("query", "{ __typename }")
                                .param("variables", "{")),
                400,
                "BAD_USER_INPUT");
    }

    @Test
    void answersAStoredDocumentByItsHashAlone() {
        var health = asked(post(byHash(operations.get("load/LoadHealth").hash())));
        assertThat(health).hasStatus(200).bodyJson().hasPath("$.data.healthStatus");
        // the next is not mistaken for the one before
        var activity = asked(post(byHash(operations.get("load/LoadActivity").hash())));
        assertThat(activity).hasStatus(200).bodyJson().hasPath("$.data.recentActivity");
        var byGet =
                asked(
                        http.get()
                                .uri("/graphql")
                                .param("extensions", hash(operations.get("load/LoadErrors"))));
        assertThat(byGet).hasStatus(200).bodyJson().hasPath("$.data.errorSummary");
    }

    @Test
    void saysThatNothingIsStoredUnderAHash() {
        refused(asked(post(byHash("0".repeat(64)))), 400, "PERSISTED_QUERY_NOT_FOUND");
    }

    @Test
    void refusesTheHashOfAnotherText() {
        var hash = operations.get("load/LoadHealth").hash();
        var body = byHash(hash).replaceFirst("\\{", "{\"query\": \"{ __typename }\", ");
        refused(asked(post(body)), 400, "BAD_USER_INPUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "1", "{\"sha256Hash\": 1}"})
    void refusesARequestWithNeitherTextNorHash(String persisted) {
        var body = "{\"extensions\": {\"persistedQuery\": " + persisted + "}}";
        refused(asked(post(body)), 400, "BAD_USER_INPUT");
    }

    @Test
    void neverChangesAnythingByAHashThatCameByGet() {
        var answer =
                asked(
                        http.get()
                                .uri("/graphql")
                                .param("extensions", hash(operations.get("dashboard/RetryEvent"))));
        refused(answer, 405, "METHOD_NOT_ALLOWED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "null",
                "{\"query\": 1}",
                "{\"query\": true}",
                "{\"query\": \"{ __typename }\", \"operationName\": 1}",
                "{\"query\": \"{ __typename }\", \"operationName\": false}",
                "{\"query\": \"{ __typename }\", \"variables\": 1}"
            })
    void refusesABodyThatIsNoRequest(String body) {
        refused(asked(post(body)), 400, "BAD_REQUEST");
    }

    @Test
    void refusesABodyThatIsNotJson() {
        var answer =
                asked(
                        http.post()
                                .uri("/graphql")
                                .contentType(MediaType.TEXT_PLAIN)
                                .content("{ __typename }"));
        assertThat(answer).hasHeader("Accept", "application/json");
        refused(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void refusesToAnswerInHtml() {
        refused(
                asked(post("{\"query\": \"{ __typename }\"}").accept(MediaType.TEXT_HTML)),
                406,
                "NOT_ACCEPTABLE");
    }

    @Test
    void knowsNoOtherMethod() {
        refused(asked(http.put().uri("/graphql")), 405, "METHOD_NOT_ALLOWED");
    }

    @Test
    void answersInTheMediaTypeThatWasAskedFor() {
        assertThat(asked(post("{\"query\": \"{ nothing }\"}").accept(GRAPHQL_RESPONSE)))
                .hasStatus(400)
                .hasContentTypeCompatibleWith(GRAPHQL_RESPONSE);
        assertThat(asked(post("{\"query\": \"{ nothing }\"}").accept(APPLICATION_JSON)))
                .hasStatus(200)
                .hasContentTypeCompatibleWith(APPLICATION_JSON);
    }

    @Test
    void readsABodyUpToTheLimit() {
        assertThat(asked(post(request(BodyLimit.BYTES)))).hasStatus(200);
    }

    @Test
    void refusesABodyOverTheLimit() {
        refused(asked(post(request(BodyLimit.BYTES + 1))), 413, "PAYLOAD_TOO_LARGE");
    }

    private static String hash(Operation operation) {
        return "{\"persistedQuery\": {\"version\": 1, \"sha256Hash\": \"%s\"}}"
                .formatted(operation.hash());
    }

    private static String byHash(String hash) {
        return "{\"extensions\": {\"persistedQuery\": {\"version\": 1, \"sha256Hash\": \"%s\"}}}"
                .formatted(hash);
    }

    private static String request(int bytes) {
        var request = "{\"query\": \"{ __typename }\"}";
        return request + " ".repeat(bytes - request.length());
    }

    private MockMvcRequestBuilder post(String body) {
        return http.post().uri("/graphql").contentType(APPLICATION_JSON).content(body);
    }

    private MvcTestResult asked(MockMvcRequestBuilder request) {
        return request.with(SignedIn.as(acme, Role.ADMIN)).exchange();
    }

    private static void refused(MvcTestResult answer, int status, String code) {
        assertThat(answer).hasStatus(status);
        assertThat(answer).bodyJson().extractingPath("$.errors[0].message").asString().isNotBlank();
        assertThat(answer).bodyJson().extractingPath("$.errors[0].extensions.code").isEqualTo(code);
        assertThat(answer).bodyJson().doesNotHavePath("$.data");
    }
}
