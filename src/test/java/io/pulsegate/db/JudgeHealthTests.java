package io.pulsegate.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.testing.TestDatabase;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules, each with the facts on both sides of its bounds.
 *
 * <p>Times are minutes from the instant of the verdict, negative for the past; {@code -5#2} is the
 * event with the number 2 of that minute. The last column is when time alone may change the
 * verdict.
 */
class JudgeHealthTests {

    private static final String JUDGE =
            """
            select concat_ws(' ', status, level, rule,
                             'until ' || round(extract(epoch from valid_until - at) / 60, 2)::real)
              from (select timestamptz '2026-03-01 12:00Z' as at) t
             cross join lateral judge_health(
                   :type, :configured, :active, :gone,
                   at + :since * interval '1 minute',
                   at + :sync * interval '1 minute', :syncId::uuid,
                   at + :error * interval '1 minute', :errorId::uuid,
                   :success, :failed, :failing, :staleAfter * interval '1 minute',
                   at + :credentialEnds * interval '1 minute',
                   :okRate, :errorRate, :minSamples, at)
            """;

    private static JdbcClient jdbc;

    @BeforeAll
    static void migrate() {
        jdbc = TestDatabase.fresh().app().jdbc();
    }

    /** Rule 2 to the letter: what happened last decides. A sync every day at least. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            nullValues = "-",
            textBlock =
                    """
                    facts                                | connections | active | gone  | since | sync      | error   | ok   | failed | ends | verdict
                    nothing set up                       | 0           | 0      | -     | -     | -         | -       | 0    | 0      | -    | not_configured none never_configured
                    nothing set up, old events           | 0           | 0      | -     | -     | -9        | -3      | 5    | 9      | -    | not_configured none never_configured
                    switched off                         | 2           | 0      | false | -9000 | -5        | -9      | 40   | 0      | -    | disconnected warning disabled
                    switched off beats the last error    | 1           | 0      | false | -9000 | -9        | -5      | 0    | 40     | -    | disconnected warning disabled
                    credential expired or revoked        | 1           | 0      | true  | -9000 | -5        | -9      | 40   | 0      | -    | disconnected critical credential_expired
                    never ran, set up just now           | 1           | 1      | false | 0     | -         | -       | 0    | 0      | -    | connected ok awaiting_first_run until 1440
                    never ran, set up a day ago, almost  | 1           | 1      | false | -1439 | -         | -       | 0    | 0      | -    | connected ok awaiting_first_run until 1
                    never ran, set up a day ago exactly  | 1           | 1      | false | -1440 | -         | -       | 0    | 0      | -    | disconnected critical silent
                    ran just now                         | 1           | 1      | false | -9000 | 0         | -       | 1    | 0      | -    | connected ok healthy until 1440
                    ran long after it was set up         | 1           | 1      | false | -9000 | -100      | -       | 1    | 0      | -    | connected ok healthy until 1340
                    almost stale                         | 1           | 1      | false | -9000 | -1439.99  | -       | 1    | 0      | -    | connected ok healthy until 0.01
                    exactly stale                        | 1           | 1      | false | -9000 | -1440     | -       | 0    | 0      | -    | disconnected critical silent
                    stale for long                       | 1           | 1      | false | -9000 | -5000     | -6000   | 0    | 0      | -    | disconnected critical silent
                    only an error                        | 1           | 1      | false | -9000 | -         | -5      | 0    | 1      | -    | error critical last_run_failed
                    error after success                  | 1           | 1      | false | -9000 | -6        | -5      | 999  | 1      | -    | error critical last_run_failed
                    success after 999 errors             | 1           | 1      | false | -9000 | -5        | -6      | 1    | 9      | -    | connected ok healthy until 1435
                    old error, silent since: still error | 1           | 1      | false | -9000 | -5000     | -4000   | 0    | 0      | -    | error critical last_run_failed
                    same instant, error has the later id | 1           | 1      | false | -9000 | -5#1      | -5#2    | 39   | 1      | -    | error critical last_run_failed
                    same instant, sync has the later id  | 1           | 1      | false | -9000 | -5#2      | -5#1    | 39   | 1      | -    | connected ok healthy until 1435
                    38 of 40 is 95 percent: good         | 1           | 1      | false | -9000 | -5        | -6      | 38   | 2      | -    | connected ok healthy until 1435
                    just below 95 percent                | 1           | 1      | false | -9000 | -5        | -6      | 9499 | 501    | -    | connected warning low_rate until 1435
                    95 percent to the last digit         | 1           | 1      | false | -9000 | -5        | -6      | 9500 | 500    | -    | connected ok healthy until 1435
                    20 samples are enough                | 1           | 1      | false | -9000 | -5        | -6      | 18   | 2      | -    | connected warning low_rate until 1435
                    19 samples say nothing               | 1           | 1      | false | -9000 | -5        | -6      | 1    | 18     | -    | connected ok healthy until 1435
                    credential ends before it is stale   | 1           | 1      | false | -9000 | -5        | -       | 1    | 0      | 60   | connected ok healthy until 60
                    it is stale before credential ends   | 1           | 1      | false | -9000 | -5        | -       | 1    | 0      | 9000 | connected ok healthy until 1435
                    an error waits for its credential    | 1           | 1      | false | -9000 | -6        | -5      | 1    | 1      | 60   | error critical last_run_failed until 60
                    a credential that ended is past      | 1           | 1      | false | -9000 | -6        | -5      | 1    | 1      | 0    | error critical last_run_failed
                    """)
    void judgesRuns(
            String facts,
            int connections,
            int active,
            @Nullable Boolean gone,
            @Nullable Double since,
            @Nullable String sync,
            @Nullable String error,
            int ok,
            int failed,
            @Nullable Double ends,
            String verdict) {
        for (var type : List.of("comarch", "edi", "export", "import")) {
            var judged =
                    judge(type, connections, active)
                            .param("gone", gone)
                            .param("since", since)
                            .param("sync", minute(sync))
                            .param("syncId", id(sync))
                            .param("error", minute(error))
                            .param("errorId", id(error))
                            .param("success", ok)
                            .param("failed", failed)
                            .param("failing", 0)
                            .param("credentialEnds", ends);
            assertThat(verdict(judged)).as("%s: %s", type, facts).isEqualTo(verdict);
        }
    }

    /** Failures lie between successes: the rate decides, and endpoints that fail now. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            nullValues = "-",
            textBlock =
                    """
                    facts                                 | webhooks | active | failing | ok  | failed | verdict
                    no webhook                            | 0        | 0      | 0       | 0   | 0      | not_configured none never_configured
                    all switched off                      | 2        | 0      | 0       | 9   | 0      | disconnected warning disabled
                    no delivery yet                       | 1        | 1      | 0       | 0   | 0      | connected ok healthy
                    all delivered                         | 5        | 5      | 0       | 400 | 0      | connected ok healthy
                    the story: 340 of 400, two endpoints  | 5        | 5      | 2       | 340 | 60     | connected warning endpoints_failing
                    one endpoint fails, rate still good   | 5        | 5      | 1       | 399 | 1      | connected warning endpoints_failing
                    every endpoint fails, rate still good | 2        | 2      | 2       | 399 | 1      | error critical all_endpoints_failing
                    one endpoint, and it fails            | 1        | 1      | 1       | 0   | 1      | error critical all_endpoints_failing
                    the only active one fails             | 3        | 1      | 1       | 9   | 1      | error critical all_endpoints_failing
                    95 percent is good                    | 1        | 1      | 0       | 95  | 5      | connected ok healthy
                    below 95 percent                      | 1        | 1      | 0       | 94  | 6      | connected warning low_rate
                    few, but below 95 percent             | 1        | 1      | 0       | 1   | 1      | connected warning low_rate
                    50 percent exactly                    | 1        | 1      | 0       | 10  | 10     | connected warning low_rate
                    below 50 percent of 20                | 1        | 1      | 0       | 9   | 11     | error critical failing_rate
                    below 50 percent of 19                | 1        | 1      | 0       | 0   | 19     | connected warning low_rate
                    below 50 percent beats one endpoint   | 2        | 2      | 1       | 9   | 11     | error critical failing_rate
                    """)
    void judgesDeliveries(
            String facts,
            int webhooks,
            int active,
            int failing,
            int ok,
            int failed,
            String verdict) {
        var judged =
                judge("webhooks", webhooks, active)
                        .param("gone", false)
                        .param("since", -9000)
                        // neither staleness nor the last outcome matters
                        .param("sync", -5000)
                        .param("syncId", id("1"))
                        .param("error", -5)
                        .param("errorId", id("2"))
                        .param("success", ok)
                        .param("failed", failed)
                        .param("failing", failing)
                        .param("credentialEnds", null);
        assertThat(verdict(judged)).as(facts).isEqualTo(verdict);
    }

    /** By their table: a key that nobody uses is as connected as a busy one. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            nullValues = "-",
            textBlock =
                    """
                    facts                        | keys | active | ok   | failed | ends | verdict
                    no key                       | 0    | 0      | 0    | 0      | -    | not_configured none never_configured
                    all expired or revoked       | 3    | 0      | 1000 | 0      | -    | disconnected critical no_active_key
                    the story: three, no traffic | 3    | 3      | 0    | 0      | -    | connected ok keys_active
                    one of three                 | 3    | 1      | 1247 | 0      | -    | connected ok keys_active
                    the next one ends            | 3    | 3      | 1247 | 0      | 5    | connected ok keys_active until 5
                    95 percent is good           | 1    | 1      | 95   | 5      | -    | connected ok keys_active
                    below 95 percent             | 1    | 1      | 94   | 6      | -    | connected warning low_rate
                    50 percent exactly           | 1    | 1      | 10   | 10     | -    | connected warning low_rate
                    below 50 percent of 20       | 1    | 1      | 9    | 11     | -    | error critical failing_rate
                    below 50 percent of 19       | 1    | 1      | 9    | 10     | -    | connected warning low_rate
                    """)
    void judgesKeys(
            String facts,
            int keys,
            int active,
            int ok,
            int failed,
            @Nullable Double ends,
            String verdict) {
        var judged =
                judge("api_keys", keys, active)
                        .param("gone", keys > 0 && active == 0)
                        .param("since", -9000)
                        .param("sync", null)
                        .param("syncId", null)
                        .param("error", -5)
                        .param("errorId", id("2"))
                        .param("success", ok)
                        .param("failed", failed)
                        .param("failing", 0)
                        .param("credentialEnds", ends);
        assertThat(verdict(judged)).as(facts).isEqualTo(verdict);
    }

    @Test
    void asksTheOrganisationWhatIsGood() {
        var strict = judge("webhooks", 1, 1, 100, 99, 2);
        var easy = judge("webhooks", 1, 1, 10, 5, 2);
        var results = new ArrayList<String>();
        for (var judged : List.of(strict, easy)) {
            results.add(
                    verdict(
                            judged.param("gone", false)
                                    .param("since", -1)
                                    .param("sync", null)
                                    .param("syncId", null)
                                    .param("error", null)
                                    .param("errorId", null)
                                    .param("success", 9)
                                    .param("failed", 1)
                                    .param("failing", 0)
                                    .param("credentialEnds", null)));
        }
        assertThat(results).containsExactly("error critical failing_rate", "connected ok healthy");
    }

    private static JdbcClient.StatementSpec judge(String type, int configured, int active) {
        return judge(type, configured, active, 95, 50, 20);
    }

    private static JdbcClient.StatementSpec judge(
            String type, int configured, int active, int okRate, int errorRate, int minSamples) {
        return jdbc.sql(JUDGE)
                .param("type", type)
                .param("configured", configured)
                .param("active", active)
                .param("okRate", okRate)
                .param("errorRate", errorRate)
                .param("minSamples", minSamples)
                .param("staleAfter", 1440);
    }

    private static String verdict(JdbcClient.StatementSpec judged) {
        return judged.query((row, _) -> row.getString(1)).single();
    }

    private static @Nullable Double minute(@Nullable String event) {
        return event == null ? null : Double.valueOf(event.split("#", 2)[0]);
    }

    private static @Nullable String id(@Nullable String event) {
        if (event == null) return null;
        return "00000000-0000-0000-0000-00000000000"
                + (event.contains("#") ? event.split("#", 2)[1] : "1");
    }
}
