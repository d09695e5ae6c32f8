package io.pulsegate.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulsegate.access.Role;
import io.pulsegate.faults.Fault;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.Pages;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.server.WebGraphQlHandler;

import java.util.List;
import java.util.Map;
import java.util.UUID;

@GatewayTest
class KeysTests {

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;
    private TestOrg acme;
    private Asker manager;

    @BeforeEach
    void acme() {
        acme = TestOrg.create(database, "Acme");
        manager = Asker.of(handler, acme, Role.IT_MANAGER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expires_at = now() + interval '1 hour' | ACTIVE",
                "expires_at = now() - interval '1 second' | EXPIRED",
                "revoked_at = now() | REVOKED",
                "expires_at = now() - interval '1 hour', revoked_at = now() | REVOKED"
            })
    void saysWhetherItCanBeUsedAndFiltersByThat(String change, String state) {
        var id = key("a");
        acme.change("update api_keys set " + change + " where id = ?", id);
        for (var wanted : List.of("ACTIVE", "EXPIRED", "REVOKED")) {
            var filter = Map.of("filter", Map.of("state", List.of(wanted)));
            assertThat(Pages.ids(manager, "dashboard/ApiKeys", "apiKeys", filter))
                    .isEqualTo(wanted.equals(state) ? List.of(id.toString()) : List.of());
        }
    }

    @Test
    void countsTheUseOfADayAndFindsTheBusiestMinute() {
        var id = key("a");
        acme.change("update api_keys set rate_limit_per_minute = 60 where id = ?", id);
        use(id, "0 minutes", 3, 1, 0);
        use(id, "3 hours", 30, 2, 4);
        use(id, "23 hours 59 minutes", 7, 0, 0);
        use(id, "24 hours 1 minute", 500, 500, 500);
        use(key("b"), "5 minutes", 1000, 0, 0);
        var one = "apiKeys.nodes[?(@.id == '%s')].".formatted(id);
        var answer = manager.operation("dashboard/ApiKeys").execute();
        answer.path(one + "requests24h").entityList(Long.class).containsExactly(40L);
        answer.path(one + "errors24h").entityList(Long.class).containsExactly(3L);
        answer.path(one + "throttled24h").entityList(Long.class).containsExactly(4L);
        answer.path(one + "peakPerMinute").entityList(Integer.class).containsExactly(30);
        answer.path(one + "peakUsage").entityList(Double.class).containsExactly(50.0);
    }

    @Test
    void addsUpToTheCard() {
        for (int i = 1; i <= 5; i++) {
            var id = key("key" + i);
            for (int hour = 0; hour < 24; hour++) use(id, hour * i + " minutes", i + hour, i, 1);
        }
        var answer =
                manager.document(
                                """
                                { healthStatus { card(type: API_KEYS) { ... on ApiKeysHealth { requests24h throttled24h } } }
                                  apiKeys { nodes { requests24h throttled24h } } }
                                """)
                        .execute();
        for (var figure : List.of("requests24h", "throttled24h")) {
            var all = answer.path("apiKeys.nodes[*]." + figure).entityList(Long.class).get();
            answer.path("healthStatus.card." + figure)
                    .entity(Long.class)
                    .isEqualTo(all.stream().mapToLong(n -> n).sum());
        }
    }

    @Test
    void foretellsWhenALimitIsReached() {
        // one more each minute, 60 in the last one
        useEachMinute("growing", 20, "61 - ago", "100");
        assertThat(foretold())
                .hasSize(1)
                .first()
                .satisfies(words -> assertThat(words).startsWith("in 3").endsWith(" minutes"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing grows | 20 | 50 | 100",
                "it falls | 20 | 40 + ago | 100",
                "it goes up and down | 20 | 30 + 20 * (ago % 2) | 100",
                "ten minutes are few | 9 | 61 - ago | 100",
                "the limit is days away | 20 | 61 - ago | 100000",
                "there is no limit | 20 | 61 - ago | null"
            })
    void foretellsNothingWhere(String why, int minutes, String requests, String limit) {
        useEachMinute(why, minutes, requests, limit);
        assertThat(foretold()).as(why).isEmpty();
    }

    // in one statement: two that a new minute parts would put two minutes' use into one
    private void useEachMinute(String name, int minutes, String requests, String limit) {
        var id = key(name);
        acme.change("update api_keys set rate_limit_per_minute = " + limit + " where id = ?", id);
        acme.inOrg(jdbc ->
                jdbc.sql(
                                "select record_api_key_usage(?, ?, now() - ago * interval '1"
                                        + " minute', "
                                        + requests
                                        + ", 0, 0) from generate_series(1, ?) ago")
                        .params(acme.id().value(), id, minutes)
                        .query()
                        .listOfRows());
    }

    private List<String> foretold() {
        return acme.inOrg(jdbc ->
                jdbc.sql(
                                "select 'in ' || round(extract(epoch from limit_reached_at - now())"
                                        + " / 60) || ' minutes' from listed_api_keys where"
                                        + " limit_reached_at is not null")
                        .query((row, _) -> row.getString(1))
                        .list());
    }

    @Test
    void hasNoPeakWithoutUseAndNoUsageWithoutALimit() {
        use(key("used"), "5 minutes", 9, 0, 0);
        key("idle");
        var answer = manager.operation("dashboard/ApiKeys").execute();
        answer.path("apiKeys.nodes[0].peakPerMinute").valueIsNull();
        answer.path("apiKeys.nodes[0].peakUsage").valueIsNull();
        answer.path("apiKeys.nodes[1].peakPerMinute").entity(Integer.class).isEqualTo(9);
        answer.path("apiKeys.nodes[1].peakUsage").valueIsNull();
    }

    @Test
    void pagesThroughEquallyOldKeysWithoutGapOrRepetition() {
        acme.change(
                """
                insert into api_keys (org_id, name, prefix, last4, scopes, created_at)
                select ?, 'k' || n, 'pgk_', '1234', '{}', date_trunc('hour', now()) from generate_series(1, 23) n
                """,
                acme.id().value());
        assertThat(Pages.ids(manager, "dashboard/ApiKeys", "apiKeys", Map.of("first", 5)))
                .hasSize(23)
                .doesNotHaveDuplicates();
    }

    @Test
    void costsOneStatement() {
        for (int i = 1; i <= 20; i++) use(key("key" + i), "5 minutes", i, 0, 0);
        var statements =
                database.statementsOf(
                        () -> manager.operation("dashboard/ApiKeys").executeAndVerify());
        assertThat(statements).hasSize(2).allMatch(statement -> statement.calls() == 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"USER", "VIEWER"})
    void isNotForEverybody(Role role) {
        key("a");
        var request = Asker.of(handler, acme, role).operation("dashboard/ApiKeys");
        assertThatThrownBy(request::execute).isInstanceOf(Fault.Denied.class);
    }

    @Test
    void showsNothingOfAnotherOrg() {
        TestOrg.create(database, "Globex").key("pgk_token_of_globex_1234", "events:write");
        assertThat(Pages.ids(manager, "dashboard/ApiKeys", "apiKeys", Map.of())).isEmpty();
    }

    private UUID key(String name) {
        return acme.key("pgk_" + name + UUID.randomUUID(), "events:write");
    }

    private void use(UUID key, String ago, int requests, int errors, int throttled) {
        acme.inOrg(jdbc ->
                jdbc.sql(
                                "select record_api_key_usage(?, ?, now() - ?::interval, ?, ?,"
                                        + " ?)::text")
                        .params(acme.id().value(), key, ago, requests, errors, throttled)
                        .query()
                        .listOfRows());
    }
}
