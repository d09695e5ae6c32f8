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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import java.time.Duration;
import java.util.UUID;

/** The story's AC-7, and what monitors expect on top of it. */
@SpringBootTest
@AutoConfigureMockMvc
@Import(TestDatabaseConfiguration.class)
class HealthShimTests {

    private static final String PATH = "/api/integrations/health";
    private static final String HEALTH_JSON = "application/health+json";

    private final OpenApi contract = new OpenApi();

    @Autowired TestDatabase database;
    @Autowired MockMvcTester http;

    TestOrg acme;

    HealthShimTests() throws Exception {}

    /** Comarch enabled and connected, EDI not configured, API keys active, webhooks active. */
    @BeforeEach
    void org() {
        acme = TestOrg.create(database, "Acme");
        acme.connection("comarch");
        acme.log("comarch", "success", Duration.ofMinutes(1));
        acme.key("pgk_" + UUID.randomUUID(), "dashboard:read");
        acme.webhook("https://example.org/hook");
    }

    @ParameterizedTest
    @ValueSource(strings = {PATH, "/health"})
    void checksAllIntegrations(String path) throws Exception {
        var answer = asked(path, "");
        assertThat(answer).hasStatus(200);
        says(answer, "$.integrations.comarch.status", "connected");
        says(answer, "$.integrations.edi.status", "not_configured");
        says(answer, "$.integrations.api_keys.status", "connected");
        says(answer, "$.integrations.webhooks.status", "connected");
        says(answer, "$.overall_status", "healthy");
        contract.describes(answer);
    }

    @Test
    void isDegradedByAnIntegrationInError() throws Exception {
        breakComarch();
        var answer = asked(PATH, "");
        assertThat(answer).hasStatus(200);
        says(answer, "$.overall_status", "degraded");
        says(answer, "$.comarch.status", "error");
        says(answer, "$.comarch.error_message", "Invalid API credentials");
        contract.describes(answer);
    }

    @Test
    void saysAMessageUnderBothOfItsNamesAndAtBothPlaces() {
        breakComarch();
        var answer = asked(PATH, "");
        for (var place : new String[] {"$.comarch", "$.integrations.comarch"}) {
            says(answer, place + ".message", "Invalid API credentials");
            says(answer, place + ".error_message", "Invalid API credentials");
        }
    }

    @Test
    void doesNotRepeatAnErrorThatIsOver() {
        breakComarch();
        acme.log("comarch", "success", Duration.ZERO);
        var answer = asked(PATH, "");
        says(answer, "$.comarch.status", "connected");
        assertThat(answer).bodyJson().doesNotHavePath("$.comarch.error_message");
    }

    @Test
    void standsANumberBesideEveryStatus() {
        breakComarch();
        var answer = asked(PATH, "");
        says(answer, "$.status_code", 1);
        says(answer, "$.comarch.status_code", 2);
        says(answer, "$.edi.status_code", 3);
        says(answer, "$.api_keys.status_code", 0);
    }

    @Test
    void countsKeysAndWebhooks() {
        var answer = asked(PATH, "");
        says(answer, "$.api_keys.active_count", 1);
        says(answer, "$.webhooks.active_count", 1);
    }

    @Test
    void namesExportsOnlyWhenSomebodySetThemUp() throws Exception {
        assertThat(asked(PATH, "")).bodyJson().doesNotHavePath("$.integrations.export");
        acme.connection("export");
        var answer = asked(PATH, "");
        says(answer, "$.integrations.export.status", "connected");
        contract.describes(answer);
    }

    @Test
    void isHealthyWhenNothingIsConfigured() {
        var answer =
                http.get()
                        .uri(PATH)
                        .with(SignedIn.as(TestOrg.create(database, "New"), Role.ADMIN))
                        .exchange();
        says(answer, "$.overall_status", "healthy");
        says(answer, "$.configured_count", 0);
    }

    @Test
    void passesAsHealthJson() throws Exception {
        var answer = asked(PATH, HEALTH_JSON);
        assertThat(answer)
                .hasStatus(200)
                .hasContentTypeCompatibleWith(MediaType.parseMediaType(HEALTH_JSON));
        says(answer, "$.status", "pass");
        says(answer, "$.checks['comarch:status'][0].observedValue", "connected");
        says(answer, "$.checks['comarch:success_rate_24h'][0].observedValue", 100.0);
        says(answer, "$.checks['comarch:success_rate_24h'][0].observedUnit", "percent");
        says(answer, "$.notes[0]", "edi is not configured");
        assertThat(answer).bodyJson().doesNotHavePath("$.checks['edi:status']");
        contract.describes(answer);
    }

    @Test
    void warnsAsHealthJsonWith200() throws Exception {
        breakComarch();
        var answer = asked(PATH, HEALTH_JSON);
        assertThat(answer).hasStatus(200);
        says(answer, "$.status", "warn");
        says(answer, "$.checks['comarch:status'][0].status", "fail");
        says(answer, "$.checks['comarch:status'][0].output", "Invalid API credentials");
        contract.describes(answer);
    }

    @Test
    void failsAsHealthJsonWith503() throws Exception {
        breakEverything();
        var answer = asked(PATH, HEALTH_JSON);
        assertThat(answer).hasStatus(503).doesNotContainHeader("ETag");
        says(answer, "$.status", "fail");
        contract.describes(answer);
    }

    @Test
    void saysOkInOneLine() throws Exception {
        var answer = asked(PATH + "?format=nagios", "");
        assertThat(answer)
                .hasStatus(200)
                .hasContentTypeCompatibleWith(MediaType.TEXT_PLAIN)
                .hasHeader("X-Monitor-State", "0")
                .hasBodyTextEqualTo(
                        "INTEGRATIONS OK - 3 configured, all well |"
                            + " comarch_success=100%;95:;50:;0;100 retries=0;;;0 dlq=0;0;10;0\n");
        contract.describes(answer);
    }

    @Test
    void saysAWarningInOneLineWithItsFigures() throws Exception {
        acme.logs("webhooks", "success", 340, Duration.ofMinutes(2));
        acme.logs("webhooks", "error", 60, Duration.ofMinutes(2));
        var answer = asked(PATH + "?format=nagios", "");
        assertThat(answer)
                .hasHeader("X-Monitor-State", "1")
                .bodyText()
                .startsWith("INTEGRATIONS WARNING - webhooks 85% (340/400) | ")
                .contains(" webhooks_success=85%;95:;50:;0;100 ");
        contract.describes(answer);
    }

    @Test
    void keepsTheLineOneLineWhateverAnIntegrationSays() {
        breakComarch("Invalid | API\ncredentials");
        assertThat(asked(PATH + "?format=nagios", ""))
                .hasHeader("X-Monitor-State", "2")
                .bodyText()
                .startsWith("INTEGRATIONS CRITICAL - comarch error: Invalid API credentials | ")
                .containsOnlyOnce("\n");
    }

    @Test
    void saysUnknownWhenHealthCannotBeRead() throws Exception {
        var owner = database.owner().jdbc();
        owner.sql("revoke select on org_health from pulsegate_app").update();
        try {
            var answer = asked(PATH + "?format=nagios", "");
            assertThat(answer)
                    .hasStatus(503)
                    .hasHeader("X-Monitor-State", "3")
                    .containsHeader("Retry-After")
                    .hasBodyTextEqualTo(
                            "INTEGRATIONS UNKNOWN - Integration health temporarily unavailable\n");
            contract.describes(answer);
            var json = asked(PATH, "");
            assertThat(json).hasStatus(503).containsHeader("Retry-After");
            contract.describes(json);
        } finally {
            owner.sql("grant select on org_health to pulsegate_app").update();
        }
    }

    @Test
    void answers200WhateverItSays() {
        breakEverything();
        var answer = asked(PATH, "");
        assertThat(answer).hasStatus(200);
        says(answer, "$.overall_status", "down");
    }

    @ParameterizedTest
    @CsvSource({
        "healthy,  degraded, 200",
        "healthy,  down,     200",
        "degraded, degraded, 503",
        "degraded, down,     200",
        "down,     degraded, 503",
        "down,     down,     503"
    })
    void failsFromWhereAMonitorWantsIt(String overall, String failOn, int status) throws Exception {
        switch (overall) {
            case "degraded" -> breakComarch();
            case "down" -> breakEverything();
            default -> {}
        }
        for (var format : new String[] {"json", "health", "nagios"}) {
            var answer = asked(PATH + "?fail_on=" + failOn + "&format=" + format, "");
            assertThat(answer)
                    .as(format)
                    .hasStatus(format.equals("health") && overall.equals("down") ? 503 : status);
            contract.describes(answer);
        }
    }

    @Test
    void neverSays304ToAMonitorThatWants503() {
        assertThat(asked(PATH + "?fail_on=degraded", "", "*")).hasStatus(304);
        breakComarch();
        assertThat(asked(PATH + "?fail_on=degraded", "", "*")).hasStatus(503);
    }

    @Test
    void tagsEachRepresentationByItself() {
        assertThat(asked(PATH, HEALTH_JSON).getResponse().getHeader("ETag"))
                .isNotEqualTo(asked(PATH, "").getResponse().getHeader("ETag"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*                                                | application/json",
                "text/html, */*;q=0.1                               | application/json",
                "application/health+json, application/json;q=0.5    | application/health+json",
                "application/*;q=0.5, application/health+json;q=0.1 | application/json",
                "application/json;q=0, */*                          | application/health+json",
                "text/plain                                         | text/plain"
            })
    void answersInTheRepresentationThatIsWantedMost(String accept, String type) {
        assertThat(asked(PATH, accept))
                .hasStatus(200)
                .hasContentTypeCompatibleWith(MediaType.parseMediaType(type));
    }

    @Test
    void refusesAnUnacceptableRepresentation() throws Exception {
        var answer = asked(PATH, "application/xml");
        assertThat(answer).hasStatus(406);
        contract.describes(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"format=xml", "fail_on=healthy", "fail_on=", "refresh=2"})
    void refusesAValueItDoesNotKnow(String parameter) throws Exception {
        var answer = asked(PATH + "?" + parameter, "");
        assertThat(answer).hasStatus(400);
        says(answer, "$.code", "BAD_USER_INPUT");
        contract.describes(answer);
    }

    @Test
    void showsNothingOfAnotherOrg() {
        breakComarch("of acme alone");
        var globex = TestOrg.create(database, "Globex");
        globex.connection("comarch");
        var answer = http.get().uri(PATH).with(SignedIn.as(globex, Role.ADMIN)).exchange();
        says(answer, "$.overall_status", "healthy");
        assertThat(answer).bodyText().doesNotContain("of acme alone");
        assertThat(asked(PATH, "")).bodyText().contains("of acme alone");
    }

    @Test
    void isForbiddenToAViewer() throws Exception {
        var answer = http.get().uri(PATH).with(SignedIn.as(acme, Role.VIEWER)).exchange();
        assertThat(answer).hasStatus(403);
        contract.describes(answer);
    }

    @Test
    void isClosedToStrangers() {
        assertThat(http.get().uri(PATH)).hasStatus(401);
    }

    @Test
    void sendsThreeStatements() {
        asked(PATH, "");
        assertThat(database.statementsOf(() -> asked(PATH, "")))
                .hasSize(3)
                .allMatch(statement -> statement.calls() == 1);
    }

    private void breakComarch() {
        breakComarch("Invalid API credentials");
    }

    private void breakComarch(String words) {
        acme.change(
                "insert into integration_logs (org_id, integration_type, event_type, status,"
                        + " message, error_message, occurred_at) values (?, 'comarch', 'test',"
                        + " 'error', 'Synchronisation failed', ?, now() - interval '1 second')",
                acme.id().value(),
                words);
    }

    private void breakEverything() {
        breakComarch();
        acme.change("update api_keys set revoked_at = now() where org_id = ?", acme.id().value());
        acme.change("update webhooks set enabled = false where org_id = ?", acme.id().value());
    }

    private MvcTestResult asked(String uri, String accept, String... known) {
        var request = http.get().uri(uri).with(SignedIn.as(acme, Role.ADMIN));
        if (!accept.isEmpty()) {
            request.header("Accept", accept);
        }
        for (var tag : known) {
            request.header("If-None-Match", tag);
        }
        return request.exchange();
    }

    private static void says(MvcTestResult answer, String path, Object value) {
        assertThat(answer).bodyJson().extractingPath(path).isEqualTo(value);
    }
}
