package io.pulsegate.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.testing.Beside;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a dashboard reads does not grow with the log: every statement, as the runtime role, looks at
 * few of the log's rows, and finds them by an index.
 */
@Beside
class PlanTests {

    /** One organisation with half a month of events, and some hundred others. */
    private static final String FILL =
            """
            do $$
            declare org uuid;
            begin
                insert into integration_logs (org_id, integration_type, event_type, status, message, occurred_at, business_ref, retry_of)
                select pulsegate_org_id(), (array['comarch', 'edi', 'api_keys', 'webhooks', 'export', 'import'])[1 + n % 6], 'test',
                       (array['success', 'success', 'success', 'warning', 'error'])[1 + n % 5], 'message ' || n,
                       now() - n * (interval '14 days' / EVENTS), 'order-' || n % 50, case when n % 50 = 0 then gen_random_uuid() end
                  from generate_series(1, EVENTS) n;
                for i in 1..300 loop
                    org := gen_random_uuid();
                    perform set_config('pulsegate.org_ids', '{' || org || '}', true);
                    insert into organizations (id, name) values (org, 'Org ' || i);
                    insert into integration_logs (org_id, integration_type, event_type, status, message, occurred_at)
                    select org, 'edi', 'test', 'success', 'm', now() - n * interval '1 hour' from generate_series(1, 30) n;
                end loop;
            end $$
            """;

    private static final String LOG =
            "select l.* from integration_logs l where l.org_id = (select pulsegate_org_id()) and ";
    private static final String PAGE =
            " order by l.occurred_at desc, l.id desc limit (select 50::bigint)";

    /** What the dashboard and the pages behind it send. */
    private static final List<String> STATEMENTS =
            List.of(
                    "select * from org_health",
                    "select * from org_errors",
                    "select * from org_activity(20)",
                    LOG
                            + "id = (select last_error_event_id from org_counts where"
                            + " integration_type = 'edi')",
                    LOG
                            + "retry_of = (select last_error_event_id from org_counts where"
                            + " integration_type = 'edi')",
                    LOG
                            + "l.business_ref = 'order-7' and l.status <> 'error' and"
                            + " l.occurred_at > now() - interval '1 hour'",
                    LOG
                            + "fingerprint = (select i.fingerprint from incidents i where i.org_id"
                            + " = (select pulsegate_org_id()) order by i.total_count desc limit 1)"
                            + PAGE,
                    LOG + "true" + PAGE,
                    LOG
                            + "l.integration_type = 'edi' and l.occurred_at >= now() -"
                            + " interval '7 days'"
                            + PAGE,
                    LOG
                            + "l.status = 'error' and l.status <> 'success' and"
                            + " l.occurred_at >= now() - interval '7 days'"
                            + PAGE);

    @Test
    void halfAMillionEventsAreFoundByIndex() {
        assertThat(wasteful(500_000)).isEmpty();
    }

    @Test
    @Tag("long")
    void fiveMillionEventsAreFoundByIndex() {
        assertThat(wasteful(5_000_000)).isEmpty();
    }

    /** The statements that read more of the log than they should. */
    private static List<String> wasteful(int events) {
        var org = TestOrg.create(TestDatabase.fresh(), "Acme");
        org.connection("edi");
        org.database()
                .superuser()
                .announcing(org.id())
                .run(jdbc -> jdbc.sql(FILL.replace("EVENTS", String.valueOf(events))).update());
        org.database().superuser().jdbc().sql("analyze").update();
        return Stream.of("force_custom_plan", "force_generic_plan")
                .flatMap(mode ->
                        STATEMENTS.stream().flatMap(statement -> wasteful(org, mode, statement)))
                .toList();
    }

    private static Stream<String> wasteful(TestOrg org, String mode, String statement) {
        var scans =
                org
                        .inOrg(jdbc -> {
                            jdbc.sql("set local plan_cache_mode = " + mode).update();
                            return Plan.nodes(jdbc, statement);
                        })
                        .stream()
                        .filter(node ->
                                node.path("Relation Name")
                                        .asString("")
                                        .startsWith("integration_logs"))
                        .toList();
        var sequential =
                scans.stream()
                        .filter(scan ->
                                scan.path("Node Type").asString().equals("Seq Scan")
                                        && touched(scan) > 0)
                        .toList();
        long touched = scans.stream().mapToLong(PlanTests::touched).sum();
        assertThat(scans).as(statement).isNotEmpty();
        return Stream.of(
                        sequential.isEmpty()
                                ? ""
                                : "%s, %s: sequential scan %s"
                                        .formatted(mode, statement, sequential),
                        touched < 5_000
                                ? ""
                                : "%s, %s: %d rows of the log".formatted(mode, statement, touched))
                .filter(waste -> !waste.isEmpty());
    }

    /** Rows that a node looked at, over all its loops. */
    private static long touched(JsonNode scan) {
        double rows =
                scan.path("Actual Rows").asDouble(0)
                        + scan.path("Rows Removed by Filter").asDouble(0)
                        + scan.path("Rows Removed by Index Recheck").asDouble(0);
        return Math.round(rows * scan.path("Actual Loops").asDouble(0));
    }
}
