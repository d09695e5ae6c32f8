package io.pulsegate.access;

import static io.pulsegate.access.Browser.basic;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;

/** Who gets in with what, and how the others are turned away. */
@DoorTest
class AdmittanceTests {

    private static final String DASHBOARD = "/api/integrations/dashboard";

    @Autowired TestDatabase database;
    @LocalServerPort int port;

    private TestOrg acme;
    private String tag;

    @BeforeEach
    void settle() {
        tag = UUID.randomUUID().toString();
        acme = TestOrg.create(database, "Acme");
    }

    @ParameterizedTest
    @CsvSource({"ADMIN, 200", "IT_MANAGER, 200", "USER, 403", "VIEWER, 403"})
    void letsInByRole(String role, int status) {
        acme.user(email(role), role);
        var answer = curl(basic(email(role), "demo")).get(DASHBOARD);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void showsEveryoneHisOwnOrganisation() {
        var globex = TestOrg.create(database, "Globex");
        acme.user(email("a"), "ADMIN");
        globex.user(email("g"), "ADMIN");
        assertThat(curl(basic(email("a"), "demo")).get("/health").body())
                .isEqualTo(acme.id().toString());
        assertThat(curl(basic(email("g"), "demo")).get("/health").body())
                .isEqualTo(globex.id().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/graphql", "/health", DASHBOARD, "/api/session", "/api/unheard-of"})
    void asksNobodyForAPasswordButForACredential(String path) {
        var answer = new Browser(port).get(path);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer");
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(type(answer)).contains("json").doesNotContain("html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic bm9ib2R5QGFjbWUuZXhhbXBsZTpkZW1v",
                "Basic !!!",
                "Basic bm8gY29sb24=",
                "Bearer pgk_short",
                "Bearer eyJhbGciOiJub25lIn0.e30.",
                "Digest username=x",
                "Bearer"
            })
    void refusesEveryWrongCredentialInTheSameWords(String wrong) {
        var nobody = new Browser(port).get(DASHBOARD);
        var answer = curl(wrong).get(DASHBOARD);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(nobody.body());
    }

    @Test
    void refusesWrongPasswordSuspendedUserAndUserWithoutPasswordInTheSameWords() {
        acme.user(email("right"), "ADMIN");
        var suspended = acme.user(email("suspended"), "ADMIN");
        acme.change("update user_access set suspended_at = now() where user_id = ?", suspended);
        var single = acme.user(email("single"), "ADMIN");
        acme.change("update users set password_hash = null where id = ?", single);

        var nobody = new Browser(port).get(DASHBOARD).body();
        assertThat(curl(basic(email("right"), "wrong")).get(DASHBOARD).body()).isEqualTo(nobody);
        assertThat(curl(basic(email("suspended"), "demo")).get(DASHBOARD).body()).isEqualTo(nobody);
        assertThat(curl(basic(email("single"), "demo")).get(DASHBOARD).body()).isEqualTo(nobody);
        assertThat(curl(basic(email("right"), "demo")).get(DASHBOARD).statusCode()).isEqualTo(200);
    }

    @Test
    void letsAKeyDoWhatItsScopesSay() {
        var reader = ApiKeyFormat.generate();
        var writer = ApiKeyFormat.generate();
        acme.key(reader, "dashboard:read");
        acme.key(writer, "events:write");
        assertThat(curl("Bearer " + reader).get("/graphql").statusCode()).isEqualTo(200);
        assertThat(curl("Bearer " + reader).get("/api/integrations/events").statusCode())
                .isEqualTo(403);
        assertThat(curl("bearer " + writer).get("/graphql").statusCode()).isEqualTo(403);
        assertThat(curl("Bearer " + writer).get("/api/integrations/events").statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesAKeyThatExpiredOrWasRevoked() {
        var expired = ApiKeyFormat.generate();
        var revoked = ApiKeyFormat.generate();
        acme.key(expired, "dashboard:read");
        acme.change("update api_keys set expires_at = now() - interval '1 second'");
        acme.key(revoked, "dashboard:read");
        acme.change("update api_keys set revoked_at = now() where expires_at is null");
        assertThat(curl("Bearer " + expired).get("/graphql").statusCode()).isEqualTo(401);
        assertThat(curl("Bearer " + revoked).get("/graphql").statusCode()).isEqualTo(401);
    }

    @Test
    void spendsNoStatementOnAMalformedKey() {
        var key = ApiKeyFormat.generate();
        var mistyped = key.substring(0, 52) + (key.endsWith("x") ? "y" : "x");
        assertThat(
                        database.statementsOf(() ->
                                assertThat(curl("Bearer " + mistyped).get("/graphql").statusCode())
                                        .isEqualTo(401)))
                .noneMatch(statement -> statement.sql().contains("resolve"));
    }

    @Test
    void answersForGraphQlInGraphQlsShape() {
        var answer =
                new Browser(port)
                        .with("Accept", "application/graphql-response+json")
                        .get("/graphql");
        assertThat(type(answer)).startsWith("application/graphql-response+json");
        assertThat(answer.body())
                .contains("\"errors\":[{", "\"extensions\":{\"code\":\"UNAUTHENTICATED\"}");
        assertThat(type(new Browser(port).get("/graphql"))).startsWith("application/json");
    }

    @Test
    void answersElsewhereWithAProblemDocument() {
        acme.user(email("u"), "USER");
        var answer = curl(basic(email("u"), "demo")).with("Accept", "text/html").get(DASHBOARD);
        assertThat(type(answer)).startsWith("application/problem+json");
        assertThat(answer.body())
                .contains("\"status\":403", "\"code\":\"FORBIDDEN\"", "\"title\":", "\"detail\":");
    }

    @Test
    void refusesAPasswordThatAPageOfAnotherOriginMadeTheBrowserSend() {
        acme.user(email("it"), "IT_MANAGER");
        var right = basic(email("it"), "demo");
        assertThat(curl(right).with("Origin", "https://evil.example").get(DASHBOARD).statusCode())
                .isEqualTo(403);
        assertThat(curl(right).with("Origin", "https://tools.acme.example").get(DASHBOARD))
                .extracting(HttpResponse::statusCode)
                .isEqualTo(403);
        assertThat(curl(right).with("Sec-Fetch-Site", "cross-site").get(DASHBOARD).statusCode())
                .isEqualTo(403);
        assertThat(curl(right).with("Origin", "http://localhost:" + port).get(DASHBOARD))
                .extracting(HttpResponse::statusCode)
                .isEqualTo(200);
    }

    @Test
    void letsPagesOfListedOriginsAskWithAKeyAndNoOthers() {
        var key = ApiKeyFormat.generate();
        acme.key(key, "dashboard:read");
        var listed =
                curl("Bearer " + key).with("Origin", "https://tools.acme.example").get("/graphql");
        assertThat(listed.statusCode()).isEqualTo(200);
        assertThat(listed.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://tools.acme.example");
        var foreign = curl("Bearer " + key).with("Origin", "https://evil.example").get("/graphql");
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(foreign.body()).contains("\"code\":\"FORBIDDEN\"", "pulsegate.origins");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "http://tools.acme.example",
                "https://tools.acme.example:443",
                "https://tools.acme.example:8443",
                "https://tools.acme.example.evil.example",
                "https://evil-tools.acme.example",
                "https://eviltools.acme.example",
                "https://tools.acme.exampleevil",
                "https://tools.acme.example%2eevil.example",
                "https://tools.acme.example_.evil.example",
                "https://tools.acme.example@evil.example",
                "https://acme.example",
                "https://sub.tools.acme.example",
                "https://TOOLS.ACME.EXAMPLE.evil.example",
                "https://toolsXacme.example",
                "https://*.acme.example",
                "*",
                "file://",
                "chrome-extension://tools.acme.example",
                "https://tools.acme.example, https://evil.example"
            })
    void letsNoOriginInThatOnlyLooksLikeAListedOne(String origin) {
        var key = ApiKeyFormat.generate();
        acme.key(key, "dashboard:read");
        var answer = curl("Bearer " + key).with("Origin", origin).get("/graphql");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void limitsWrongPasswordsByAccountFromWhereverTheyCome() {
        acme.user(email("target"), "ADMIN");
        for (int i = 0; i < Attempts.PER_ACCOUNT; i++) {
            assertThat(curl(basic(email("target"), "guess" + i)).get(DASHBOARD).statusCode())
                    .isEqualTo(401);
        }
        var late = curl(basic(email("target"), "demo")).get(DASHBOARD);
        assertThat(late.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(late.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 60);
        assertThat(new Browser(port).signIn(email("target"), "demo").statusCode()).isEqualTo(429);
    }

    @Test
    void limitsWrongPasswordsByAddressWhateverTheAccount() {
        var guesser = new Browser(port);
        for (int i = 0; i < Attempts.PER_ADDRESS; i++) {
            assertThat(guesser.with("Authorization", basic(email("x" + i), "y")).get("/health"))
                    .extracting(HttpResponse::statusCode)
                    .isEqualTo(401);
        }
        assertThat(guesser.get("/health").statusCode()).isEqualTo(429);
    }

    @Test
    void doesNotCountAToolThatPollsWithTheRightPassword() {
        acme.user(email("tool"), "IT_MANAGER");
        var tool = curl(basic(email("tool"), "demo"));
        for (int i = 0; i < 2 * Attempts.PER_ADDRESS; i++) {
            assertThat(tool.get(DASHBOARD).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void leavesPagesAndProbesOpenAndEverythingElseShut() {
        var nobody = new Browser(port);
        assertThat(nobody.get("/actuator/health/liveness").body()).contains("\"UP\"");
        assertThat(nobody.get("/actuator/health/readiness").body()).contains("\"UP\"");
        assertThat(nobody.get("/assets/none.js").statusCode()).isEqualTo(404);
        assertThat(nobody.get("/actuator/prometheus").statusCode()).isEqualTo(404);
        assertThat(nobody.get("/actuator/health").statusCode()).isEqualTo(404);
        assertThat(nobody.get("/anything").statusCode()).isEqualTo(404);
        assertThat(nobody.get("/api//integrations/dashboard").statusCode()).isEqualTo(400);
    }

    @Test
    void turnsTheContainersErrorsIntoProblems() {
        var answer = new Browser(port).with("Accept", "text/html").get("/assets/none.js");
        assertThat(type(answer)).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"NOT_FOUND\"");
    }

    @Test
    void neverMakesAnHttpSession() {
        acme.user(email("s"), "ADMIN");
        var browser = new Browser(port);
        browser.get("/login");
        browser.signIn(email("s"), "demo");
        browser.postFromOurPage("/graphql", Map.of());
        assertThat(browser.cookies()).doesNotContainKey("JSESSIONID");
    }

    private Browser curl(String authorization) {
        return new Browser(port).with("Authorization", authorization);
    }

    private String email(String name) {
        return name.toLowerCase(java.util.Locale.ROOT) + "@" + tag + ".example";
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }
}
