package io.pulsegate.rest;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import java.time.Duration;
import java.util.Objects;

/** The story's AC-6, and what was decided on top of it. */
@SpringBootTest
@AutoConfigureMockMvc
@Import(TestDatabaseConfiguration.class)
class DashboardShimTests {

    private static final String PATH = "/api/integrations/dashboard";

    private final OpenApi contract = new OpenApi();

    @Autowired TestDatabase database;
    @Autowired MockMvcTester http;

    TestOrg acme;

    DashboardShimTests() throws Exception {}

    @BeforeEach
    void org() {
        acme = TestOrg.create(database, "Acme");
    }

    @Test
    void returnsStatsToAnAdmin() throws Exception {
        acme.connection("comarch");
        acme.logs("comarch", "success", 25, Duration.ofMinutes(5));
        var answer = asked(http.get().uri(PATH));
        assertThat(answer).hasStatus(200).hasContentTypeCompatibleWith(MediaType.APPLICATION_JSON);
        assertThat(answer)
                .bodyJson()
                .hasPath("$.health_status.comarch")
                .hasPath("$.health_status.edi")
                .hasPath("$.health_status.api_keys")
                .hasPath("$.health_status.webhooks")
                .extractingPath("$.recent_activity")
                .asArray()
                .hasSize(20);
        assertThat(answer).bodyJson().extractingPath("$.success_rate_24h").isEqualTo(100.0);
        contract.describes(answer);
    }

    @Test
    void spellsTheErrorSummaryInBothWays() throws Exception {
        acme.connection("comarch");
        acme.logs("comarch", "error", 5, Duration.ofMinutes(5));
        var answer = asked(http.get().uri(PATH));
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.error_summary")
                .asMap()
                .containsEntry("failed_count_24h", 5)
                .containsEntry("failed_count", 5)
                .containsEntry("pending_retries", 0)
                .containsEntry("retry_count", 0)
                .containsEntry("dead_letter_queue_count", 0)
                .containsEntry("dlq_count", 0);
        contract.describes(answer);
    }

    @Test
    void leavesOutWhatHasNoValueButSaysThatThereIsNoRate() throws Exception {
        var answer = asked(http.get().uri(PATH));
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.health_status.comarch")
                .asMap()
                .doesNotContainKeys("last_sync_at", "last_error_at", "last_error_message")
                .containsEntry("status", "not_configured")
                .containsEntry("success_rate_24h", null);
        assertThat(answer).bodyJson().hasPath("$.success_rate_24h").doesNotHavePath("$.errors");
        contract.describes(answer);
    }

    @Test
    void keepsWhatOnlyOneTypeKnowsInItsMetadata() throws Exception {
        acme.webhook("https://example.org/hook");
        acme.key("pgk_metadata", "dashboard:read");
        var answer = asked(http.get().uri(PATH));
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.health_status.webhooks.metadata")
                .asMap()
                .containsEntry("active_count", 1)
                .containsEntry("failing_endpoint_count", 0);
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.health_status.api_keys.metadata")
                .asMap()
                .containsEntry("active_count", 1)
                .containsEntry("rate_limit_usage", null);
        contract.describes(answer);
    }

    @Test
    void showsNothingOfAnotherOrg() {
        var globex = TestOrg.create(database, "Globex");
        globex.connection("comarch");
        globex.change(
                "insert into integration_logs (org_id, integration_type, event_type, status,"
                        + " message, occurred_at) values (?, 'comarch', 'test', 'error', 'of globex"
                        + " alone', now())",
                globex.id().value());
        var answer = asked(http.get().uri(PATH));
        assertThat(answer).bodyText().doesNotContain("globex");
        assertThat(answer).bodyJson().extractingPath("$.recent_activity").asArray().isEmpty();
        assertThat(answer).bodyJson().extractingPath("$.error_summary.failed_count").isEqualTo(0);
        assertThat(http.get().uri(PATH).with(SignedIn.as(globex, Role.ADMIN)).exchange())
                .bodyText()
                .contains("of globex alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VIEWER", "USER"})
    void isForbiddenToWhoIsNoAdmin(String role) throws Exception {
        var answer = http.get().uri(PATH).with(SignedIn.as(acme, Role.valueOf(role))).exchange();
        refused(answer, 403, "FORBIDDEN");
    }

    @Test
    void isOpenToAnItManager() {
        assertThat(http.get().uri(PATH).with(SignedIn.as(acme, Role.IT_MANAGER)).exchange())
                .hasStatus(200);
    }

    @Test
    void sendsFourStatements() {
        asked(http.get().uri(PATH));
        var statements = database.statementsOf(() -> asked(http.get().uri(PATH)));
        assertThat(statements).hasSize(4).allMatch(statement -> statement.calls() == 1);
    }

    @Test
    void saysWhichSectionFailedAndAnswersTheOthers() throws Exception {
        broken(
                "execute on function org_activity",
                () -> {
                    var answer = asked(http.get().uri(PATH));
                    assertThat(answer).hasStatus(200).doesNotContainHeader("ETag");
                    assertThat(answer)
                            .bodyJson()
                            .hasPath("$.health_status.comarch")
                            .extractingPath("$.recent_activity")
                            .isNull();
                    assertThat(answer)
                            .bodyJson()
                            .extractingPath("$.errors[0]")
                            .asMap()
                            .containsEntry("section", "recent_activity")
                            .containsEntry("message", "Activity feed temporarily unavailable")
                            .containsEntry("retryable", true);
                    contract.describes(answer);
                });
    }

    @Test
    void says503WhenEverySectionFailed() throws Exception {
        broken(
                "execute on function pulsegate_org_ids",
                () -> {
                    var answer = asked(http.get().uri(PATH));
                    assertThat(answer).containsHeader("Retry-After");
                    refused(answer, 503, "UNAVAILABLE");
                });
    }

    @Test
    void says304ToWhoHasThisAnswer() {
        var first = asked(http.get().uri(PATH));
        assertThat(first)
                .hasHeader("Cache-Control", "no-cache, private")
                .headers()
                .containsHeader("ETag");
        assertThat(first.getResponse().getHeaders("Vary"))
                .contains("Authorization, Cookie, Accept");
        var again = asked(http.get().uri(PATH).header("If-None-Match", "\"x\", " + tag(first)));
        assertThat(again).hasStatus(304).hasHeader("ETag", tag(first)).body().isEmpty();
    }

    @Test
    void answersAgainAsSoonAsSomethingHappened() {
        var first = asked(http.get().uri(PATH));
        acme.connection("comarch");
        acme.log("comarch", "success", Duration.ZERO);
        var again = asked(http.get().uri(PATH).header("If-None-Match", tag(first)));
        assertThat(again).hasStatus(200);
        assertThat(tag(again)).isNotEqualTo(tag(first));
    }

    @Test
    void tagsTheSameDataOtherwiseForOtherRights() {
        var manager = http.get().uri(PATH).with(SignedIn.as(acme, Role.IT_MANAGER)).exchange();
        assertThat(tag(manager)).isNotEqualTo(tag(asked(http.get().uri(PATH))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "yes", "TRUE", "Yes", "false", "0", "no", "No"})
    void readsRefreshAsLegacyUsersWriteIt(String refresh) {
        assertThat(asked(http.get().uri(PATH).param("refresh", refresh))).hasStatus(200);
    }

    @Test
    void refreshesOnceInFiveSeconds() throws Exception {
        var admin = SignedIn.as(acme, Role.ADMIN);
        var once = http.get().uri(PATH).param("refresh", "true").with(admin).exchange();
        var twice = http.get().uri(PATH).param("refresh", "1").with(admin).exchange();
        var plain = http.get().uri(PATH).with(admin).exchange();
        assertThat(once).hasStatus(200);
        assertThat(twice).containsHeader("Retry-After");
        refused(twice, 429, "TOO_MANY_REQUESTS");
        assertThat(plain).hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"refresh=maybe", "refresh=", "format=xml", "format=nagios", "fail_on=never"})
    void refusesAValueItDoesNotKnow(String parameter) throws Exception {
        refused(asked(http.get().uri(PATH + "?" + parameter)), 400, "BAD_USER_INPUT");
    }

    @Test
    void refusesToBeAmbiguous() throws Exception {
        refused(asked(http.get().uri(PATH + "?refresh=true&refresh=false")), 400, "BAD_USER_INPUT");
    }

    @Test
    void refusesAnUnacceptableRepresentation() throws Exception {
        refused(
                asked(http.get().uri(PATH).accept(MediaType.APPLICATION_XML)),
                406,
                "NOT_ACCEPTABLE");
    }

    @Test
    void isReadOnly() throws Exception {
        var answer = asked(http.post().uri(PATH));
        assertThat(answer).hasHeader("Allow", "GET, HEAD");
        refused(answer, 405, "METHOD_NOT_ALLOWED");
    }

    @Test
    void answersHead() {
        assertThat(asked(http.head().uri(PATH))).hasStatus(200).containsHeader("ETag");
    }

    /** Takes a right away from the gateway's role for as long as {@code work} runs. */
    private void broken(String right, Work work) throws Exception {
        var owner = database.owner().jdbc();
        // a function's right comes by way of the public too
        owner.sql("revoke " + right + " from pulsegate_app, public").update();
        try {
            work.run();
        } finally {
            owner.sql("grant " + right + " to pulsegate_app").update();
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private MvcTestResult asked(MockMvcRequestBuilder request) {
        return request.with(SignedIn.as(acme, Role.ADMIN)).exchange();
    }

    private static String tag(MvcTestResult answer) {
        return Objects.requireNonNull(answer.getResponse().getHeader("ETag"));
    }

    private void refused(MvcTestResult answer, int status, String code) throws Exception {
        assertThat(answer)
                .hasStatus(status)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer).bodyJson().extractingPath("$.code").isEqualTo(code);
        contract.describes(answer);
    }
}
