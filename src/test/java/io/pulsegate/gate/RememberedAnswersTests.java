package io.pulsegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.access.Role;
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
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What may be sent again, what may not, and that nobody can tell the difference. */
@SpringBootTest
@AutoConfigureMockMvc
@Import(TestDatabaseConfiguration.class)
class RememberedAnswersTests {

    private static final String DASHBOARD =
            """
            query { healthStatus { overallStatus computedAt cards { type status level
              successCount24h errorCount24h reason { rule summary }
              ... on WebhooksHealth { activeWebhookCount failingEndpointCount }
              ... on ApiKeysHealth { activeKeyCount } } }
              recentActivity { serverTime events { id status message } }
              errorSummary { failedCount24h pendingRetries deadLetterQueueCount } }
            """;

    @Autowired TestDatabase database;
    @Autowired MockMvcTester http;
    @Autowired JsonMapper json;

    private TestOrg acme;

    @BeforeEach
    void settle() {
        acme = TestOrg.create(database, "Acme");
        acme.connection("comarch");
        acme.webhook("https://shop.example/hook");
        acme.log("comarch", "success", Duration.ofMinutes(5));
    }

    @Test
    void readsNothingWhenNothingHasChanged() {
        var first = asked(acme, DASHBOARD);
        var statements = database.statementsOf(() -> asked(acme, DASHBOARD));
        assertThat(statements).hasSize(4).anyMatch(sent -> sent.sql().contains("set_config"));
        assertThat(statements)
                .filteredOn(sent -> !sent.sql().contains("set_config"))
                .allMatch(sent -> sent.sql().contains("_if_changed") && sent.rows() == 0);
        assertThat(undated(asked(acme, DASHBOARD))).isEqualTo(undated(first));
    }

    @Test
    void saysWhenTheDatabaseWasLastAsked() {
        var first = json.readTree(asked(acme, DASHBOARD));
        var second = json.readTree(asked(acme, DASHBOARD));
        for (var path :
                List.of("/data/healthStatus/computedAt", "/data/recentActivity/serverTime")) {
            assertThat(second.at(path).asString()).isGreaterThan(first.at(path).asString());
        }
        assertThat(second.at("/data/healthStatus/computedAt"))
                .isEqualTo(second.at("/data/recentActivity/serverTime"));
    }

    @Test
    void readsAllInTheSameRoundTripWhenAnythingHasChanged() {
        asked(acme, DASHBOARD);
        acme.log("comarch", "error", Duration.ZERO);
        var statements = database.statementsOf(() -> asked(acme, DASHBOARD));
        assertThat(statements)
                .hasSize(4)
                .allMatch(sent -> sent.sql().contains("set_config") || sent.rows() > 0);
    }

    @Test
    void saysWhatItWouldSayHadItForgottenWhateverChanges() {
        var webhook = acme.webhook("https://shop.example/second");
        var key = acme.key(ApiKeyFormat.generate(), "dashboard:read");
        Map<String, Runnable> changes =
                Map.of(
                        "an event", () -> acme.log("webhooks", "error", Duration.ofSeconds(1)),
                        "an event of yesterday",
                                () -> acme.log("edi", "error", Duration.ofHours(23)),
                        "a connection", () -> acme.connection("edi"),
                        "a connection's end",
                                () ->
                                        acme.change(
                                                "update integration_connections set enabled ="
                                                        + " false"),
                        "a failing webhook",
                                () ->
                                        acme.change(
                                                "update webhooks set first_failure_at = now() where"
                                                        + " id = ?",
                                                webhook),
                        "a webhook's end", () -> acme.change("update webhooks set enabled = false"),
                        "a key's end",
                                () ->
                                        acme.change(
                                                "update api_keys set revoked_at = now() where id ="
                                                        + " ?",
                                                key),
                        "a threshold", () -> acme.change("update organizations set ok_rate = 99"));
        changes.forEach((name, change) -> {
            asked(acme, DASHBOARD);
            change.run();
            var remembering = asked(acme, DASHBOARD);
            var forgetful =
                    asked(acme, DASHBOARD.replace("healthStatus", "healthStatus(refresh: true)"));
            assertThat(undated(remembering)).as(name).isEqualTo(undated(forgetful));
        });
    }

    @Test
    void noticesWhatTimeAloneChanges() {
        acme.log("comarch", "error", Duration.ofHours(24).minusSeconds(3));
        assertThat(failed(asked(acme, DASHBOARD))).isEqualTo(1);
        assertThat(failed(asked(acme, DASHBOARD))).isEqualTo(1);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(failed(asked(acme, DASHBOARD))).isZero());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ healthStatus { configuredCount } }",
                "{ recentActivity { events { id } } }",
                "{ errorSummary { failedCount24h } }"
            })
    void remembersEachSectionAloneWhileItStands(String section) {
        acme.log("comarch", "error", Duration.ofHours(24).minusSeconds(4));
        asked(acme, section);
        assertThat(rows(section)).isZero();
        acme.log("edi", "success", Duration.ZERO);
        assertThat(rows(section)).isPositive();
        assertThat(rows(section)).isZero();
        // what was the oldest leaves
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(rows(section)).isPositive());
    }

    @Test
    void answersAnotherQuestionFromTheSameRowsAsOfNow() {
        var first = json.readTree(asked(acme, DASHBOARD));
        var other = DASHBOARD.replace("cards { type", "cards { type computedAt");
        assertThat(rows(other)).isZero();
        var second = json.readTree(asked(acme, other + "# again"));
        assertThat(second.at("/data/healthStatus/computedAt").asString())
                .isGreaterThan(first.at("/data/healthStatus/computedAt").asString());
        assertThat(second.at("/data/healthStatus/computedAt"))
                .isEqualTo(second.at("/data/healthStatus/cards/0/computedAt"))
                .isEqualTo(second.at("/data/recentActivity/serverTime"));
        assertThat(second.at("/data/recentActivity/events"))
                .isEqualTo(first.at("/data/recentActivity/events"));
        acme.log("comarch", "error", Duration.ZERO);
        assertThat(failed(asked(acme, other + "# once more"))).isEqualTo(1);
    }

    /** Of figures, that were read to answer. */
    private long rows(String document) {
        return rows(() -> asked(acme, document));
    }

    private long rows(Runnable asking) {
        return database.statementsOf(asking).stream()
                .filter(sent -> !sent.sql().contains("set_config"))
                .mapToLong(sent -> sent.rows())
                .sum();
    }

    @Test
    void keepsOrganisationsApart() {
        var globex = TestOrg.create(database, "Globex");
        asked(acme, DASHBOARD);
        assertThat(undated(asked(globex, DASHBOARD))).isNotEqualTo(undated(asked(acme, DASHBOARD)));
        assertThat(json.readTree(asked(globex, DASHBOARD)).at("/data/recentActivity/events"))
                .isEmpty();
    }

    @Test
    void keepsVariablesApart() {
        acme.logs("comarch", "success", 5, Duration.ofSeconds(1));
        var query =
                "query($n: Int!) { healthStatus { configuredCount } recentActivity(first: $n) {"
                        + " events { id } } }";
        for (int n = 1; n < 5; n++) {
            var answer = json.readTree(asked(acme, query, Map.of("n", n)));
            assertThat(answer.at("/data/recentActivity/events")).hasSize(n);
        }
    }

    @Test
    void remembersNoAnswerWithAnError() {
        var partly = "{ healthStatus { configuredCount } recentActivity(first: 0) { serverTime } }";
        assertThat(asked(acme, partly)).contains("BAD_USER_INPUT").contains("configuredCount");
        assertThat(asked(acme, partly)).contains("BAD_USER_INPUT");
    }

    @Test
    void readsEachTimeForWhoeverWantsItFresh() {
        var fresh = "{ healthStatus(refresh: true) { configuredCount } }";
        asked(acme, fresh);
        assertThat(readsAgain(fresh)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/integrations/dashboard", "/api/integrations/health"})
    void readsEachTimeForALegacyToolThatWantsItFresh(String path) {
        assertThat(rowsOf(path)).isPositive();
        assertThat(rowsOf(path)).isZero();
        assertThat(rowsOf(path + "?refresh=true")).isPositive();
    }

    private long rowsOf(String path) {
        return rows(() ->
                assertThat(http.get().uri(path).with(SignedIn.as(acme, Role.ADMIN))).hasStatusOk());
    }

    @Test
    void readsEachTimeWhatIsMoreThanTheSections() {
        var more = "{ healthStatus { configuredCount } integrationLogs { edges { node { id } } } }";
        asked(acme, more);
        assertThat(database.statementsOf(() -> asked(acme, more)))
                .anyMatch(sent -> sent.sql().contains("integration_logs") && sent.rows() == 1);
    }

    @Test
    void carriesOutAMutationEachTime() {
        var mutation = "mutation { refreshHealth { configuredCount } }";
        asked(acme, mutation);
        assertThat(database.statementsOf(() -> asked(acme, mutation)))
                .anyMatch(sent -> sent.sql().contains("refresh_integration_health"));
    }

    @Test
    void movesNoTimeButThatOfTheReading() {
        var aliased = "{ healthStatus { asked: computedAt computedAt configuredCount } }";
        var before = json.readTree(asked(acme, aliased)).at("/data/healthStatus/asked").asString();
        var answer = json.readTree(asked(acme, aliased)).at("/data/healthStatus");
        assertThat(answer.at("/asked")).isEqualTo(answer.at("/computedAt"));
        assertThat(answer.at("/asked").asString()).isGreaterThan(before);
    }

    private boolean readsAgain(String document) {
        return database.statementsOf(() -> asked(acme, document)).stream()
                .anyMatch(sent -> sent.sql().contains("from org_health") && sent.rows() == 6);
    }

    private long failed(String answer) {
        return json.readTree(answer).at("/data/errorSummary/failedCount24h").asLong();
    }

    /** Without the instants of reading, which are another each time. */
    private JsonNode undated(String answer) {
        return json.readTree(
                answer.replaceAll("\"(computedAt|serverTime)\":\"[^\"]+\"", "\"$1\":\"\""));
    }

    private String asked(TestOrg org, String document) {
        return asked(org, document, Map.of());
    }

    private String asked(TestOrg org, String document, Map<String, ?> variables) {
        var body = json.writeValueAsString(Map.of("query", document, "variables", variables));
        var answer =
                http.post()
                        .uri("/graphql")
                        .contentType(APPLICATION_JSON)
                        .accept(APPLICATION_JSON)
                        .content(body)
                        .with(SignedIn.as(org, Role.ADMIN))
                        .exchange();
        assertThat(answer).hasStatusOk().hasContentTypeCompatibleWith(APPLICATION_JSON);
        try {
            return answer.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
