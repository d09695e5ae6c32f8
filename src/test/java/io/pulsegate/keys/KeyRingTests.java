package io.pulsegate.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.access.Role;
import io.pulsegate.testing.SignedIn;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The life of a key, seen from where it is used. */
@SpringBootTest
@AutoConfigureMockMvc
@Import(TestDatabaseConfiguration.class)
@ExtendWith(OutputCaptureExtension.class)
class KeyRingTests {

    private static final String CREATE =
            "mutation($input: NewApiKey!) { createApiKey(input: $input) { token apiKey { id name"
                    + " prefix last4 scopes state limitPerMinute } } }";
    private static final String ROTATE =
            "mutation($id: ID!, $hours: Int!) { rotateApiKey(id: $id, overlapHours: $hours) { token"
                    + " apiKey { id name scopes limitPerMinute } } }";
    private static final String REVOKE =
            "mutation($id: ID!, $reason: String!) { revokeApiKey(id: $id, reason: $reason) { state"
                    + " } }";

    @Autowired TestDatabase database;
    @Autowired MockMvcTester http;
    @Autowired JsonMapper json;
    private TestOrg acme;

    @BeforeEach
    void acme() {
        acme = TestOrg.create(database, "Acme");
    }

    @Test
    void makesAKeyThatOpensTheDoorAndShowsItOnce(CapturedOutput log) {
        var made =
                created(
                        Map.of(
                                "name",
                                " Shop ",
                                "scopes",
                                List.of("dashboard:read"),
                                "limitPerMinute",
                                60));
        var token = made.at("/token").asString();
        assertThat(ApiKeyFormat.isWellFormed(token)).isTrue();
        assertThat(statusWith(token)).isEqualTo(200);
        var key = made.at("/apiKey");
        assertThat(key.at("/name").asString()).isEqualTo("Shop");
        assertThat(key.at("/state").asString()).isEqualTo("ACTIVE");
        assertThat(key.at("/limitPerMinute").asInt()).isEqualTo(60);
        assertThat(token)
                .startsWith(key.at("/prefix").asString())
                .endsWith(key.at("/last4").asString());
        assertThat(log.getAll()).doesNotContain(token);
        assertThat(audited()).containsExactly("api_key.create");
        assertThat(rowsThatHold(token)).isZero();
    }

    @Test
    void letsAKeyDoOnlyWhatItMay() {
        var token = created(Map.of("name", "in", "scopes", List.of("events:write"))).at("/token");
        assertThat(statusWith(token.asString())).isEqualTo(403);
    }

    @Test
    void replacesAKeyAndLetsTheOldOneRunOut() {
        var old =
                created(
                        Map.of(
                                "name",
                                "Shop",
                                "scopes",
                                List.of("dashboard:read"),
                                "limitPerMinute",
                                7));
        var id = old.at("/apiKey/id").asString();
        var made = data(ask(Role.ADMIN, ROTATE, Map.of("id", id, "hours", 1))).at("/rotateApiKey");
        assertThat(made.at("/apiKey/name").asString()).isEqualTo("Shop");
        assertThat(made.at("/apiKey/limitPerMinute").asInt()).isEqualTo(7);
        assertThat(statusWith(made.at("/token").asString())).isEqualTo(200);
        assertThat(statusWith(old.at("/token").asString())).isEqualTo(200);
        assertThat(minutesLeft(id)).isEqualTo(60);
        data(ask(Role.ADMIN, ROTATE, Map.of("id", id, "hours", 0)));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(statusWith(old.at("/token").asString())).isEqualTo(401));
        assertThat(error(ask(Role.ADMIN, ROTATE, Map.of("id", id, "hours", 0))))
                .contains("BAD_USER_INPUT", "make a new one");
    }

    @Test
    void endsAKeyForGood() {
        var made = created(Map.of("name", "Shop", "scopes", List.of("dashboard:read")));
        var token = made.at("/token").asString();
        assertThat(statusWith(token)).isEqualTo(200);
        var variables = Map.of("id", made.at("/apiKey/id").asString(), "reason", "lost laptop");
        for (int i = 0; i < 2; i++) {
            var revoked = data(ask(Role.ADMIN, REVOKE, variables));
            assertThat(revoked.at("/revokeApiKey/state").asString()).isEqualTo("REVOKED");
        }
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(statusWith(token)).isEqualTo(401));
        assertThat(audited()).containsExactly("api_key.create", "api_key.revoke");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "' ' | dashboard:read | | | name",
                "Shop | manage | | | scopes",
                "Shop | everything | | | scopes",
                "Shop | dashboard:read | 0 | | limitPerMinute",
                "Shop | dashboard:read | | 2020-01-01T00:00:00Z | expiresAt"
            })
    void saysWhatIsWrongWithAWish(
            String name, String scope, Integer limit, String expiresAt, String wrong) {
        var input = new java.util.HashMap<String, Object>();
        input.put("name", name);
        input.put("scopes", List.of(scope));
        input.put("limitPerMinute", limit);
        input.put("expiresAt", expiresAt);
        assertThat(error(ask(Role.ADMIN, CREATE, Map.of("input", input))))
                .contains("BAD_USER_INPUT", wrong);
        assertThat(audited()).isEmpty();
    }

    @Test
    void asksForAnAdministrator() {
        var input = Map.of("input", Map.of("name", "Shop", "scopes", List.of("dashboard:read")));
        assertThat(error(ask(Role.IT_MANAGER, CREATE, input))).contains("FORBIDDEN");
    }

    @Test
    void knowsNoKeyOfAnotherOrganisation() {
        var globex = TestOrg.create(database, "Globex");
        var theirs = globex.key(ApiKeyFormat.generate(), "dashboard:read");
        for (var id : List.of(theirs.toString(), UUID.randomUUID().toString(), "nonsense")) {
            assertThat(error(ask(Role.ADMIN, REVOKE, Map.of("id", id, "reason", "because"))))
                    .contains("NOT_FOUND", "There is no such key.");
            assertThat(error(ask(Role.ADMIN, ROTATE, Map.of("id", id, "hours", 1))))
                    .contains("NOT_FOUND", "There is no such key.");
        }
    }

    private JsonNode created(Map<String, ?> input) {
        return data(ask(Role.ADMIN, CREATE, Map.of("input", input))).at("/createApiKey");
    }

    private int statusWith(String token) {
        return http.get()
                .uri("/graphql")
                .param("query", "{ __typename }")
                .header("Authorization", "Bearer " + token)
                .exchange()
                .getResponse()
                .getStatus();
    }

    private List<@Nullable String> audited() {
        return database.superuser()
                .jdbc()
                .sql("select action from audit_log where org_id = ? order by at, id")
                .param(acme.id().value())
                .query(String.class)
                .list();
    }

    private long rowsThatHold(String token) {
        return number("select count(*) from api_keys k where k::text like ?", "%" + token + "%");
    }

    private long minutesLeft(String id) {
        return number(
                "select ceil(extract(epoch from expires_at - now()) / 60)::bigint from api_keys"
                        + " where id = ?::uuid",
                id);
    }

    private long number(String sql, Object parameter) {
        return database.superuser().jdbc().sql(sql).param(parameter).query(Long.class).single();
    }

    private static JsonNode data(JsonNode answer) {
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        return answer.at("/data");
    }

    private static String error(JsonNode answer) {
        return answer.at("/errors").toString();
    }

    private JsonNode ask(Role role, String document, Map<String, ?> variables) {
        var answer =
                http.post()
                        .uri("/graphql")
                        .contentType(APPLICATION_JSON)
                        .accept(APPLICATION_JSON)
                        .content(
                                json.writeValueAsString(
                                        Map.of("query", document, "variables", variables)))
                        .with(SignedIn.as(acme, role))
                        .exchange();
        try {
            return json.readTree(answer.getResponse().getContentAsString());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
