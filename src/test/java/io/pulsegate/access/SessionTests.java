package io.pulsegate.access;

import static io.pulsegate.access.Browser.basic;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.Map;
import java.util.UUID;

/** Sign-in by form, the session cookie, sign-out, and what a page of another site cannot do. */
@DoorTest
class SessionTests {

    private static final String COOKIE = "pulsegate-session";

    @Autowired TestDatabase database;
    @LocalServerPort int port;

    private TestOrg acme;
    private String email;
    private Browser browser;

    @BeforeEach
    void settle() {
        acme = TestOrg.create(database, "Acme");
        email = UUID.randomUUID() + "@acme.example";
        acme.user(email, "ADMIN");
        browser = new Browser(port);
    }

    @Test
    void signsInAndSaysWhoIAm() {
        var answer = browser.signIn(email, "demo");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith(COOKIE + "=")
                .contains("Path=/", "Max-Age=43200", "HttpOnly", "SameSite=Lax")
                .doesNotContain("Secure", "Domain");
        assertThat(browser.get("/graphql").body()).isEqualTo(acme.id().toString());
        assertThat(browser.get("/api/session").body())
                .isEqualTo(
                        """
                        {"user":{"name":"%s","email":"%s"},"role":"ADMIN","org":{"id":"%s","name":"Acme"},\
                        "grants":["dashboard:read","manage","metrics:read","payloads:read"]}\
                        """
                                .formatted(email, email, acme.id()));
    }

    @Test
    void saysWhoIAmToSomebodyWithoutAnyGrantAndToAKey() {
        acme.user("v" + email, "VIEWER");
        assertThat(browser.with("Authorization", basic("v" + email, "demo")).get("/api/session"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200))
                .satisfies(answer -> assertThat(answer.body()).contains("\"grants\":[]"));
        var key = ApiKeyFormat.generate();
        acme.key(key, "dashboard:read");
        assertThat(browser.with("Authorization", "Bearer " + key).get("/api/session").body())
                .contains("{\"user\":{\"name\":\"key\"},\"org\":");
    }

    @Test
    void marksTheCookieForThisHostAloneOverHttps() {
        browser.with("X-Forwarded-Proto", "https");
        var answer = browser.signIn(email, "demo");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("__Host-" + COOKIE + "=")
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Domain");
        assertThat(browser.get("/graphql").statusCode()).isEqualTo(200);
    }

    @Test
    void storesOnlyTheHashOfTheToken() {
        browser.signIn(email, "demo");
        var token = browser.cookies().getOrDefault(COOKIE, "");
        assertThat(token).hasSize(43);
        var stored =
                acme.inOrg(jdbc ->
                        jdbc.sql("select token_hash from sessions where org_id = ?")
                                .param(acme.id().value())
                                .query(byte[].class)
                                .list());
        assertThat(stored).containsExactly(Secrets.sha256(token));
    }

    @Test
    void answersAWrongPasswordWithTheSame401AsEverythingWrong() {
        var nobody = browser.get("/api/session").body();
        var wrong = browser.signIn(email, "wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).isEqualTo(nobody);
        var unknown = browser.signIn("nobody@acme.example", "demo");
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(nobody);
        assertThat(browser.cookies()).doesNotContainKey(COOKIE);
    }

    @ParameterizedTest
    @CsvSource({
        "'', /integrations/dashboard",
        "/integrations/logs?page=2, /integrations/logs?page=2",
        "https://evil.example, /integrations/dashboard",
        "//evil.example, /integrations/dashboard",
        "/\\evil.example, /integrations/dashboard",
        "'/\t/evil.example', /integrations/dashboard",
        "javascript:alert(1), /integrations/dashboard"
    })
    void leadsAFormToAPathOfOursAndNowhereElse(String next, String location) {
        browser.with("Accept", "text/html,*/*");
        var answer =
                browser.postFromOurPage(
                        "/login", Map.of("username", email, "password", "demo", "next", next));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains(location);
    }

    @Test
    void leadsAFormWithAWrongPasswordBack() {
        var answer = browser.with("Accept", "text/html").signIn(email, "wrong");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/login?error");
    }

    @Test
    void givesANewTokenAtEachSignInAndEndsTheOld() {
        browser.cookies().put(COOKIE, "planted-by-somebody");
        browser.signIn(email, "demo");
        var first = browser.cookies().getOrDefault(COOKIE, "");
        browser.signIn(email, "demo");
        var second = browser.cookies().getOrDefault(COOKIE, "");
        assertThat(first).isNotIn("planted-by-somebody", second);

        browser.cookies().put(COOKIE, first);
        Eventually.refused(browser);
        browser.cookies().put(COOKIE, "planted-by-somebody");
        assertThat(browser.get("/graphql").statusCode()).isEqualTo(401);
        browser.cookies().put(COOKIE, second);
        assertThat(browser.get("/graphql").statusCode()).isEqualTo(200);
    }

    @Test
    void signsOut() {
        browser.signIn(email, "demo");
        var token = browser.cookies().getOrDefault(COOKIE, "");
        var answer = browser.postFromOurPage("/logout", Map.of());
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(browser.cookies()).doesNotContainKey(COOKIE);
        browser.cookies().put(COOKIE, token);
        Eventually.refused(browser);
    }

    @Test
    void signsOutWhoeverIsSignedOutAlready() {
        assertThat(browser.postFromOurPage("/logout", Map.of()).statusCode()).isEqualTo(204);
    }

    @Test
    void endsASessionAtItsTime() {
        browser.signIn(email, "demo");
        acme.change("update sessions set expires_at = now() - interval '1 second'");
        Eventually.refused(browser);
    }

    @Test
    void forgetsSessionsThatAreOverAtTheNextSignInAndTellsNobody() {
        browser.signIn(email, "demo");
        new Browser(port).signIn(email, "demo");
        acme.change("update sessions set expires_at = now() - interval '1 second'");
        var before = accessVersion();
        browser.cookies().remove(COOKIE);
        browser.signIn(email, "demo");
        assertThat(count("sessions")).isEqualTo(1);
        assertThat(accessVersion()).isEqualTo(before);
        acme.change("delete from sessions");
        assertThat(accessVersion()).isEqualTo(before + 1);
        Eventually.refused(browser);
    }

    private long accessVersion() {
        return acme.inOrg(jdbc ->
                jdbc.sql("select access_version from org_versions where org_id = ?")
                        .param(acme.id().value())
                        .query(Long.class)
                        .single());
    }

    private long count(String table) {
        return acme.inOrg(jdbc ->
                jdbc.sql("select count(*) from " + table + " where org_id = ?")
                        .param(acme.id().value())
                        .query(Long.class)
                        .single());
    }

    @Test
    void refusesTwoCredentialsAtOnce() {
        browser.signIn(email, "demo");
        var both = browser.with("Authorization", basic(email, "demo")).get("/graphql");
        assertThat(both.statusCode()).isEqualTo(400);
        assertThat(both.body()).contains("\"code\":\"CREDENTIALS_CONFLICT\"");
    }

    @Test
    void takesAnotherCredentialBesideACookieThatIsNoSession() {
        browser.cookies().put(COOKIE, "of-yesterday");
        var answer = browser.with("Authorization", basic(email, "demo")).get("/graphql");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void letsNoOtherSiteSignInOrOutOrAskInMyName() {
        browser.signIn(email, "demo");
        assertThat(browser.post("/graphql", Map.of()).statusCode()).isEqualTo(403);
        assertThat(browser.post("/logout", Map.of()).statusCode()).isEqualTo(403);
        var form = Map.of("username", email, "password", "demo");
        assertThat(browser.post("/login", form).statusCode()).isEqualTo(403);
        assertThat(new Browser(port).post("/login", form).body()).contains("X-XSRF-TOKEN");
        assertThat(browser.postFromOurPage("/graphql", Map.of()).statusCode()).isEqualTo(200);
    }

    @Test
    void asksToolsForNoCsrfTokenAndGivesThemNoCookie() {
        var answer = browser.with("Authorization", basic(email, "demo")).post("/graphql", Map.of());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(browser.get("/api/session").statusCode()).isEqualTo(200);
        assertThat(browser.cookies()).isEmpty();
    }

    @Test
    void tellsWhoHasNoCredentialSoEvenWithoutACsrfToken() {
        assertThat(browser.post("/graphql", Map.of()).statusCode()).isEqualTo(401);
    }
}
