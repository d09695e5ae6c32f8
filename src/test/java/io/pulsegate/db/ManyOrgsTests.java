package io.pulsegate.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.tenancy.OrgId;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.TestDatabase;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** An organisation's answer does not depend on who else is read for. */
@Beside
class ManyOrgsTests {

    private static TestDatabase database;
    private static List<OrgId> orgs;

    @BeforeAll
    static void fill() {
        database = TestDatabase.fresh();
        database.superuser()
                .run(jdbc ->
                        jdbc.sql(
                                        """
                                        do $$
                                        declare org uuid; key uuid;
                                        begin
                                            for i in 1..200 loop
                                                org := gen_random_uuid();
                                                perform set_config('pulsegate.org_ids', '{' || org || '}', true);
                                                insert into organizations (id, name, ok_rate) values (org, 'Org ' || i, 80 + i % 20);
                                                insert into integration_connections (org_id, integration_type, name, enabled, expected_interval, credential_expires_at)
                                                values (org, 'comarch', 'c', i % 7 > 0, i * interval '1 minute', now() + (i % 5 - 1) * interval '1 day'),
                                                       (org, 'edi', 'e', true, null, null);
                                                insert into webhooks (org_id, name, url, first_failure_at)
                                                select org, 'w', 'u', case when i % 3 = 0 then now() end from generate_series(1, i % 4);
                                                insert into api_keys (org_id, name, prefix, last4, scopes, rate_limit_per_minute)
                                                values (org, 'k' || i, 'p', '1234', '{}', 60) returning id into key;
                                                perform record_api_key_usage(org, key, now() - i * interval '5 minutes', i, i % 9, i % 2);
                                                insert into sync_runs (org_id, integration_type, connection_id, entity, state, started_at)
                                                select org, 'edi', id, 'orders', 'failed', now() - i * interval '1 minute' from integration_connections where org_id = org limit 1;
                                                insert into edi_interchanges (org_id, partner, standard, message_type, direction, control_number, sent_at, ack_due_at, ack_status)
                                                select org, 'p' || n % 3, 'X12', '810', 'inbound', n, now() - n * interval '1 hour', now() + (i - 100) * interval '1 minute',
                                                       case n % 3 when 0 then 'rejected' when 1 then 'pending' else 'accepted' end from generate_series(1, i % 6) n;
                                                insert into integration_logs (org_id, integration_type, event_type, status, message, occurred_at)
                                                select org, (array['comarch', 'edi', 'webhooks', 'export'])[1 + n % 4], 't', (array['success', 'warning', 'error'])[1 + n * i % 3],
                                                       'm' || n, now() - n * i * interval '1 minute' from generate_series(1, 25) n;
                                                insert into retry_queue (org_id, log_id, integration_type, handler, max_attempts, run_at)
                                                select org, gen_random_uuid(), 'edi', 'h', 3, now() from generate_series(1, i % 5);
                                                insert into dead_letter_queue (org_id, log_id, integration_type, handler, reason, attempts, dead_at)
                                                select org, gen_random_uuid(), 'webhooks', 'h', 'r', 3, now() from generate_series(1, i % 3);
                                            end loop;
                                        end $$
                                        """)
                                .update());
        orgs =
                database.superuser()
                        .jdbc()
                        .sql("select id from organizations")
                        .query((row, _) -> new OrgId(row.getObject(1, UUID.class)))
                        .list();
    }

    @Test
    void twoHundredTogetherAreAnsweredAsEachAlone() {
        assertThat(orgs).hasSize(200);
        for (var section : List.of("org_health", "org_errors", "org_counts", "org_activity(20)")) {
            database.app()
                    .run(jdbc -> {
                        jdbc.sql("set transaction isolation level repeatable read").update();
                        // the figures are the question, not how fast a busy machine gives them
                        jdbc.sql("set local statement_timeout = '60s'").update();
                        var together =
                                rows(jdbc, section, orgs).stream()
                                        .collect(Collectors.groupingBy(Row::org));
                        assertThat(together.keySet()).containsExactlyInAnyOrderElementsOf(orgs);
                        for (var org : orgs) {
                            assertThat(rows(jdbc, section, List.of(org)))
                                    .isEqualTo(together.get(org));
                        }
                    });
        }
    }

    /** Or each of 200 look-ups would sort 200 organisations first. */
    @Test
    void noScanThatIsRepeatedSearchesForAllOfThem() {
        for (var section : List.of("org_health", "org_errors", "org_activity(20)")) {
            var repeated =
                    database
                            .app()
                            .announcing(orgs)
                            .call(jdbc -> {
                                jdbc.sql("set local statement_timeout = '60s'").update();
                                return Plan.nodes(jdbc, "select * from " + section);
                            })
                            .stream()
                            .filter(node -> node.path("Actual Loops").asDouble(0) > 1)
                            .filter(node -> node.path("Index Cond").asString("").contains("ANY ("));
            assertThat(repeated).as(section).isEmpty();
        }
    }

    @Test
    void theHistoriesDiffer() {
        var verdicts =
                database.app()
                        .announcing(orgs)
                        .call(jdbc ->
                                jdbc.sql("select distinct rule from org_health")
                                        .query((row, _) -> row.getString(1))
                                        .list());
        assertThat(verdicts)
                .contains(
                        "healthy",
                        "low_rate",
                        "last_run_failed",
                        "credential_expired",
                        "silent",
                        "all_endpoints_failing",
                        "keys_active",
                        "never_configured");
    }

    private record Row(OrgId org, String everything) {}

    private static List<Row> rows(JdbcClient jdbc, String section, Collection<OrgId> announced) {
        var text =
                announced.stream().map(OrgId::toString).collect(Collectors.joining(",", "{", "}"));
        jdbc.sql("select set_config('pulsegate.org_ids', ?, true)")
                .param(text)
                .query()
                .listOfRows();
        var order =
                section.startsWith("org_activity")
                        ? "(s.event).occurred_at desc, (s.event).id desc"
                        : "s.integration_type";
        return jdbc.sql("select org_id, s::text from " + section + " s order by org_id, " + order)
                .query((row, _) ->
                        new Row(new OrgId(row.getObject(1, UUID.class)), row.getString(2)))
                .list();
    }
}
