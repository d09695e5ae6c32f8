package io.pulsegate.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.Role;
import io.pulsegate.integrations.SuccessRate;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.server.WebGraphQlHandler;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What Java adds to the verdict of judge_health: words, rates, and the whole of the parts. */
@GatewayTest
class HealthRulesTests {

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;

    @ParameterizedTest
    @CsvSource({
        "38, 2, 95.0",
        "340, 60, 85.0",
        "9996, 4, 99.9",
        "1, 9999, 0.1",
        "0, 5, 0.0",
        "5, 0, 100.0",
        "1, 2, 33.3",
        "2, 1, 66.7",
        "0, 0,"
    })
    void roundsToOneDecimalButNeverToAllOrNothing(long success, long error, @Nullable Double rate) {
        assertThat(SuccessRate.of(success, error)).isEqualTo(rate);
    }

    @Test
    void hasWordsForEveryRuleOfTheDatabase() {
        var source =
                database.owner()
                        .jdbc()
                        .sql("select prosrc from pg_proc where proname = 'judge_health'")
                        .query(String.class)
                        .single();
        var rules = new TreeSet<String>();
        var row = Pattern.compile("\\('(\\w+)',\\s+'\\w+',\\s+'\\w+'\\)").matcher(source);
        while (row.find()) {
            rules.add(row.group(1));
        }
        assertThat(rules).hasSizeGreaterThan(10);
        var now = OffsetDateTime.parse("2026-11-22T09:12:00Z");
        var numbers =
                new StatusReason.Numbers(
                        5, 2, 340, 60, 95, 50, now, now.minusHours(1), now, Duration.ofHours(8));
        assertThat(rules)
                .allSatisfy(
                        rule -> assertThat(StatusReason.of(rule, numbers).summary()).endsWith("."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "endpoints_failing | 2 of 5 active endpoints fail; 340 of 400 succeeded in the last"
                        + " 24 hours (85 %).",
                "low_rate          | 340 of 400 succeeded in the last 24 hours (85 %): below 95 %.",
                "keys_active       | 5 keys are active.",
                "silent            | No activity since 2026-11-22 08:12 UTC; expected within 8"
                        + " hours.",
                "last_run_failed   | The last run failed at 2026-11-22 09:12 UTC; the last success"
                        + " was at 2026-11-22 08:12 UTC."
            })
    void saysTheRuleWithItsNumbers(String rule, String summary) {
        var now = OffsetDateTime.parse("2026-11-22T09:12:00Z");
        var numbers =
                new StatusReason.Numbers(
                        5, 2, 340, 60, 95, 50, now, now.minusHours(1), now, Duration.ofHours(8));
        assertThat(StatusReason.of(rule, numbers).summary()).isEqualTo(summary);
    }

    @Test
    void isHealthyWhenNothingIsConfigured() {
        overall(TestOrg.create(database, "Empty"), "HEALTHY", 0);
    }

    @Test
    void isDegradedWhenSomeOfItFails() {
        var org = TestOrg.create(database, "Some");
        org.connection("comarch");
        org.connection("edi");
        org.log("comarch", "error", Duration.ofMinutes(5));
        org.log("edi", "success", Duration.ofMinutes(5));
        overall(org, "DEGRADED", 2);
    }

    @Test
    void isDownWhenAllOfItDoes() {
        var org = TestOrg.create(database, "All");
        org.connection("comarch");
        org.connection("edi");
        org.log("comarch", "error", Duration.ofMinutes(5));
        org.log("edi", "success", Duration.ofDays(3));
        overall(org, "DOWN", 2);
    }

    @Test
    void leavesApiRequestsOutOfTheOverallRate() {
        var org = TestOrg.create(database, "Keys");
        var key = org.key("pgk_0123456789", "dashboard:read");
        org.connection("comarch");
        org.logs("comarch", "success", 3, Duration.ofMinutes(1));
        org.log("comarch", "error", Duration.ofHours(1));
        org.inOrg(jdbc ->
                jdbc.sql("select record_api_key_usage(?, ?, now(), 100, 100, 0)")
                        .params(org.id().value(), key)
                        .query()
                        .listOfRows());
        admin(org)
                .operation("dashboard/Dashboard")
                .execute()
                .path("healthStatus.successRate24h")
                .entity(Double.class)
                .isEqualTo(75.0);
    }

    @Test
    void writesTheVerdictDownOnlyWhenAskedByAnAdmin() {
        var org = TestOrg.create(database, "Refresh");
        org.connection("comarch");
        var mutation = "mutation { refreshHealth { configuredCount } }";
        admin(org)
                .document(mutation)
                .execute()
                .path("refreshHealth.configuredCount")
                .entity(Integer.class)
                .isEqualTo(1);
        assertThat(stored(org)).isEqualTo("connected");
        Asker.of(handler, org, Role.IT_MANAGER)
                .document(mutation)
                .execute()
                .errors()
                .satisfy(errors ->
                        assertThat(errors)
                                .singleElement()
                                .satisfies(error ->
                                        assertThat(error.getExtensions())
                                                .containsEntry("code", "FORBIDDEN")));
    }

    private String stored(TestOrg org) {
        return org.inOrg(jdbc ->
                jdbc.sql(
                                "select status from integration_health where integration_type ="
                                        + " 'comarch' and org_id = ?")
                        .param(org.id().value())
                        .query(String.class)
                        .single());
    }

    private Asker admin(TestOrg org) {
        return Asker.of(handler, org, Role.ADMIN);
    }

    private void overall(TestOrg org, String status, int configured) {
        var answer = admin(org).operation("dashboard/Dashboard").execute();
        answer.path("healthStatus.overallStatus").entity(String.class).isEqualTo(status);
        answer.path("healthStatus.configuredCount").entity(Integer.class).isEqualTo(configured);
    }
}
