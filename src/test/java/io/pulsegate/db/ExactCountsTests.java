package io.pulsegate.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.testing.Beside;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** The counters equal the log, whatever happened and however much time went by. */
@Beside
class ExactCountsTests {

    private static final List<String> TYPES = List.of("comarch", "edi", "webhooks", "export");
    private static final List<String> STATUSES = List.of("success", "success", "warning", "error");

    @ParameterizedTest
    @ValueSource(longs = {1, 22, 333})
    void equalTheLogThroughARandomHistory(long seed) {
        var random = new Random(seed);
        var org = TestOrg.create(TestDatabase.fresh(), "Acme");
        for (int step = 0; step < 25; step++) {
            var differences =
                    org.inOrg(jdbc -> {
                        if (random.nextInt(4) > 0) insert(jdbc, org, random);
                        var before = Recount.differences(jdbc);
                        if (random.nextInt(3) == 0) refresh(jdbc, org);
                        var after = Recount.differences(jdbc);
                        return before.isEmpty() ? after : before;
                    });
            assertThat(differences).as("step %d of seed %d", step, seed).isEmpty();
            if (random.nextInt(2) == 0) passTime(org, random.nextInt(1, 120));
        }
    }

    @Test
    void theWindowIsOpenAtItsBeginningAndClosedAtItsEnd() {
        var org = TestOrg.create(TestDatabase.fresh(), "Acme");
        for (var moment :
                List.of(
                        "now() - interval '24 hours'",
                        "now() - interval '24 hours' + interval '1 microsecond'",
                        "now() - interval '24 hours' - interval '1 microsecond'",
                        "date_trunc('minute', now() - interval '24 hours')",
                        "date_trunc('minute', now() - interval '24 hours') - interval '1"
                                + " microsecond'",
                        "date_trunc('minute', now() - interval '24 hours') + interval '1 minute'",
                        "now()")) {
            var differences =
                    org.inOrg(jdbc -> {
                        jdbc.sql(
                                        "insert into integration_logs (org_id, integration_type,"
                                            + " event_type, status, message, occurred_at) values"
                                            + " (?, 'edi', 't', 'error', 'm', "
                                                + moment
                                                + ")")
                                .param(org.id().value())
                                .update();
                        return Recount.differences(jdbc);
                    });
            assertThat(differences).as(moment).isEmpty();
        }
        // what happened just now, and at the next minute's beginning, unless that has left
        // meanwhile
        boolean counted =
                org.inOrg(jdbc ->
                        jdbc.sql(
                                        "select count(*) between 1 and 2 and count(*) = (select"
                                                + " sum(failed_24h) from org_errors) from"
                                                + " integration_logs where occurred_at > now() -"
                                                + " interval '24 hours'")
                                .query(Boolean.class)
                                .single());
        assertThat(counted).isTrue();
    }

    @Test
    void minutesThatLeftAreForgotten() {
        var org = TestOrg.create(TestDatabase.fresh(), "Acme");
        org.logs("edi", "success", 100, java.time.Duration.ofMinutes(1));
        passTime(org, 26 * 60);
        assertThat(minutes(org)).isPositive();
        org.refresh();
        assertThat(minutes(org)).isZero();
        assertThat(org.inOrg(Recount::differences)).isEmpty();
    }

    @Test
    void fourWritersOfOneOrganisationDoNotLoseAnEvent() throws Exception {
        var org = TestOrg.create(TestDatabase.fresh(), "Acme");
        var writers =
                IntStream.range(0, 4)
                        .<Callable<Boolean>>mapToObj(writer ->
                                () -> {
                                    var random = new Random(writer);
                                    for (int batch = 0; batch < 10; batch++) {
                                        boolean refreshes = random.nextInt(3) == 0;
                                        org.inOrg(jdbc -> {
                                            // all queue for the same rows, and the machine may be
                                            // slow
                                            jdbc.sql("set local lock_timeout = '60s'").update();
                                            jdbc.sql("set local statement_timeout = '60s'")
                                                    .update();
                                            if (refreshes) refresh(jdbc, org);
                                            return insert(jdbc, org, random);
                                        });
                                    }
                                    return true;
                                })
                        .toList();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var writer : threads.invokeAll(writers)) {
                assertThat(writer.get()).isTrue();
            }
        }
        assertThat(org.inOrg(Recount::differences)).isEmpty();
        long events =
                org.inOrg(jdbc ->
                        jdbc.sql(
                                        "select sum(success + warning + error) from"
                                                + " integration_stats where grain = 'd'")
                                .query(Long.class)
                                .single());
        long logged =
                org.inOrg(jdbc ->
                        jdbc.sql("select count(*) from integration_logs")
                                .query(Long.class)
                                .single());
        assertThat(events).isEqualTo(logged);
    }

    /** A batch of 1 to 30 events: just now, some time in two days, or about to leave the window. */
    private static int insert(JdbcClient jdbc, TestOrg org, Random random) {
        int count = random.nextInt(1, 31);
        return jdbc.sql(
                        """
                        insert into integration_logs (org_id, integration_type, event_type, status, message, occurred_at)
                        select ?, type, 'test', status, type || n,
                               now() - case kind when 0 then interval '0'
                                                 when 1 then interval '24 hours' - at * interval '2 seconds'
                                                 when 2 then date_trunc('minute', now()) - date_trunc('minute', now() - interval '24 hours')
                                                 else at * interval '48 hours' end
                          from unnest(?::text[], ?::text[], ?::int[], ?::float8[]) with ordinality e (type, status, kind, at, n)
                        """)
                .params(
                        org.id().value(),
                        random.ints(count, 0, TYPES.size())
                                .mapToObj(TYPES::get)
                                .toArray(String[]::new),
                        random.ints(count, 0, STATUSES.size())
                                .mapToObj(STATUSES::get)
                                .toArray(String[]::new),
                        random.ints(count, 0, 5).boxed().toArray(Integer[]::new),
                        random.doubles(count).boxed().toArray(Double[]::new))
                .update();
    }

    private static void refresh(JdbcClient jdbc, TestOrg org) {
        jdbc.sql("select refresh_integration_health(?, null)")
                .param(org.id().value())
                .query()
                .listOfRows();
    }

    /**
     * The clock cannot be moved on, so everything that happened is moved back, by whole minutes.
     */
    private static void passTime(TestOrg org, int minutes) {
        org.database()
                .superuser()
                .run(jdbc -> {
                    var past = " - interval '" + minutes + " minutes'";
                    jdbc.sql("update integration_logs set occurred_at = occurred_at" + past)
                            .update();
                    // in two moves, so that no minute meets another on its way
                    jdbc.sql("update integration_stats set bucket = bucket + interval '100 years'")
                            .update();
                    jdbc.sql(
                                    "update integration_stats set bucket = bucket - interval '100"
                                            + " years'"
                                            + past)
                            .update();
                    jdbc.sql(
                                    "update integration_health set counted_from = counted_from"
                                            + past
                                            + ", last_sync_at = last_sync_at"
                                            + past
                                            + ", last_error_at = last_error_at"
                                            + past)
                            .update();
                });
    }

    private static long minutes(TestOrg org) {
        return org.inOrg(jdbc ->
                jdbc.sql("select count(*) from integration_stats where grain = 'm'")
                        .query(Long.class)
                        .single());
    }
}
