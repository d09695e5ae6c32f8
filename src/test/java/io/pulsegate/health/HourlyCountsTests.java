package io.pulsegate.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.Role;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.test.tester.GraphQlTester;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** The strip of a card: 25 counts of each kind, counted here from what happened itself. */
@GatewayTest
class HourlyCountsTests {

    private static final String LOGGED =
            """
            select count(l.id) from generate_series(0, 24) h
              left join integration_logs l on l.integration_type = ? and l.status = ?
               and l.occurred_at > ?::timestamptz - interval '24 hours' and l.occurred_at <= ?::timestamptz
               and l.occurred_at >= ?::timestamptz + h * interval '1 hour'
               and l.occurred_at < ?::timestamptz + (h + 1) * interval '1 hour'
             group by h order by h
            """;

    private static final String REQUESTED =
            """
            select coalesce(sum(COUNT), 0) from generate_series(0, 24) h
              left join api_key_usage u on u.grain = 'm'
               and u.bucket > ?::timestamptz - interval '24 hours' and u.bucket <= ?::timestamptz
               and u.bucket >= ?::timestamptz + h * interval '1 hour'
               and u.bucket < ?::timestamptz + (h + 1) * interval '1 hour'
             group by h order by h
            """;

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;

    @ParameterizedTest
    @ValueSource(strings = {"comarch", "webhooks"})
    void tellEachHourAsTheLogHasIt(String type) {
        var org = busyOrg();
        var answer = ask(org, type.toUpperCase(java.util.Locale.ROOT));
        for (var status : List.of("success", "warning", "error")) {
            var times = times(answer);
            var counted =
                    org.inOrg(jdbc ->
                            jdbc.sql(LOGGED)
                                    .param(type)
                                    .param(status)
                                    .params(times)
                                    .query(Long.class)
                                    .list());
            assertThat(hours(answer, status)).isEqualTo(counted).hasSize(25);
            answer.path("healthStatus.card.%sCount24h".formatted(status))
                    .entity(Long.class)
                    .isEqualTo(counted.stream().mapToLong(n -> n).sum());
        }
    }

    @Test
    void tellTheRequestsOfAllKeysToTheMinute() {
        var org = busyOrg();
        var answer = ask(org, "API_KEYS");
        assertThat(hours(answer, "success")).isEqualTo(requested(org, answer, "requests - errors"));
        assertThat(hours(answer, "error")).isEqualTo(requested(org, answer, "errors"));
    }

    @Test
    void beginWithTheHourOf24HoursAgo() {
        var answer = ask(busyOrg(), "COMARCH");
        var computedAt = answer.path("healthStatus.computedAt").entity(OffsetDateTime.class).get();
        answer.path("healthStatus.card.hours.firstHour")
                .entity(OffsetDateTime.class)
                .isEqualTo(computedAt.minusHours(24).truncatedTo(ChronoUnit.HOURS));
    }

    /** What time alone changes has an end: the strip moves along when the hour turns. */
    @Test
    void holdUntilTheHourTurns() {
        var org = TestOrg.create(database, "Acme");
        org.connection("edi");
        org.change(
                "update integration_connections set expected_interval = '30 days' where org_id = ?",
                org.id().value());
        org.log("edi", "success", Duration.ofMinutes(1));
        var answer = ask(org, "EDI");
        var turn =
                answer.path("healthStatus.card.hours.firstHour")
                        .entity(OffsetDateTime.class)
                        .get()
                        .plusHours(25);
        answer.path("healthStatus.validUntil").entity(OffsetDateTime.class).isEqualTo(turn);
    }

    @Test
    void areZeroWhereNothingHappened() {
        var answer = ask(TestOrg.create(database, "Quiet"), "EXPORT");
        assertThat(hours(answer, "error")).isEqualTo(Collections.nCopies(25, 0L));
        // and yet the list is of other hours in an hour
        answer.path("healthStatus.validUntil").hasValue();
    }

    /** 600 events and 400 requests over 30 hours, by three keys. */
    private TestOrg busyOrg() {
        var org = TestOrg.create(database, "Acme");
        var keys =
                List.of(
                        org.key("pgk_one_" + UUID.randomUUID()),
                        org.key("pgk_two_" + UUID.randomUUID()),
                        org.key("pgk_three_" + UUID.randomUUID()));
        org.change(
                """
                insert into integration_logs (org_id, integration_type, event_type, status, message, occurred_at)
                select ?, (array['comarch', 'webhooks'])[1 + n % 2], 'test', (array['success', 'success', 'warning', 'error'])[1 + n / 2 % 4],
                       'm', now() - n * interval '181 seconds' from generate_series(0, 599) n
                """,
                org.id().value());
        for (int n = 0; n < 400; n += 3) {
            var key = keys.get(n % 2 + n % 5 / 4);
            use(org, key, n * 271, 1 + n % 7, n % 2);
        }
        return org;
    }

    private static void use(TestOrg org, UUID key, int secondsAgo, int requests, int errors) {
        org.inOrg(jdbc ->
                jdbc.sql(
                                "select record_api_key_usage(?, ?, now() - ? * interval '1"
                                        + " second', ?, ?, 0)::text")
                        .params(org.id().value(), key, secondsAgo, requests, errors)
                        .query()
                        .listOfRows());
    }

    private GraphQlTester.Response ask(TestOrg org, String type) {
        return Asker.of(handler, org, Role.IT_MANAGER)
                .document(
                        """
                        query ($type: IntegrationType!) { healthStatus { computedAt validUntil card(type: $type) {
                          successCount24h warningCount24h errorCount24h hours { firstHour success warning error } } } }
                        """)
                .variable("type", type)
                .execute();
    }

    private static List<Long> hours(GraphQlTester.Response answer, String status) {
        return answer.path("healthStatus.card.hours." + status).entityList(Long.class).get();
    }

    private static List<Long> requested(TestOrg org, GraphQlTester.Response answer, String count) {
        var times = times(answer);
        return org.inOrg(jdbc ->
                jdbc.sql(REQUESTED.replace("COUNT", count)).params(times).query(Long.class).list());
    }

    /** The instant of the answer, twice; the beginning of its first hour, twice. */
    private static List<String> times(GraphQlTester.Response answer) {
        var at = answer.path("healthStatus.computedAt").entity(String.class).get();
        var first = answer.path("healthStatus.card.hours.firstHour").entity(String.class).get();
        assertThat(Instant.parse(first)).isBefore(Instant.parse(at));
        return List.of(at, at, first, first);
    }
}
