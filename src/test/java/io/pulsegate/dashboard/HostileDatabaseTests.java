package io.pulsegate.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A database that answers what nobody asked, or late, or not at all: for one of twenty orgs. */
@Beside
@GatewayTest
@TestPropertySource(properties = "pulsegate.database.section-timeout=1s")
class HostileDatabaseTests {

    private static final String DOCUMENT =
            "subscription { dashboardUpdates(cadenceSeconds: 300) { newEventCount"
                    + " healthStatus { overallStatus } errorSummary { failedCount24h }"
                    + " recentActivity { events { id message } } } }";

    @Autowired TestDatabase database;
    @Autowired LiveDashboards live;
    @Autowired MeterRegistry meters;
    private List<TestOrg> orgs = List.of();
    private List<Spectator> spectators = List.of();

    @BeforeEach
    void watch() {
        orgs = IntStream.range(0, 20).mapToObj(i -> TestOrg.create(database, "Org " + i)).toList();
        orgs.forEach(org -> org.log("comarch", "success", Duration.ofMinutes(1)));
        spectators = orgs.stream().map(org -> new Spectator(live, org, DOCUMENT)).toList();
        spectators.forEach(spectator -> spectator.update(0));
        sql("alter function org_activity(integer) rename to org_activity_true");
    }

    @AfterEach
    void leave() {
        sql("drop function org_activity(integer)");
        sql("alter function org_activity_true(integer) rename to org_activity");
        spectators.forEach(Spectator::close);
        await().until(() -> meters.get("pulsegate.live.watchers").gauge().value() == 0);
    }

    @Test
    void rowsThatComeReorderedAndTwiceStayWithTheirOrg() {
        answering(
                "language sql volatile as $$ select t.* from org_activity_true(p_first) t,"
                        + " generate_series(1, 2) order by random() $$");
        changeAll();
        spectators.forEach(this::showsNothingForeign);
        assertThat(spectators)
                .allMatch(spectator -> spectator.newest().at("/recentActivity/events").size() > 0);
    }

    @Test
    void aRowThatNobodyAskedForNeverLeavesAndCostsOnlyItsReader() {
        double alarms = foreignRows();
        var leaking = orgs.get(7);
        // whom nobody watches: of one that is read with the others, the row would be its own
        var stranger = TestOrg.many(database, 1).getFirst();
        answering(
                """
                language sql stable security definer set search_path = public as $$
                    select t.* from org_activity_true(p_first) t
                     union all
                    select l.org_id, now(), now(), 1, null, l from integration_logs l
                     where l.org_id = '%s' and '%s' = any (pulsegate_org_ids()) $$
                """
                        .formatted(stranger.id(), leaking.id()));
        changeAll();
        assertThat(foreignRows()).isGreaterThan(alarms);
        spectators.forEach(this::showsNothingForeign);
        assertThat(spectators).noneMatch(spectator -> spectator.heard(stranger.id().toString()));
        onlyThisOneFails(leaking);
    }

    @Test
    void anOrgThatCannotBeReadIsAloneInThat() {
        var faulty = orgs.get(11);
        answering(
                """
                language sql stable as $$
                    select t.* from org_activity_true(p_first) t
                     where 1 / ('%s' <> all (pulsegate_org_ids()))::int = 1 $$
                """
                        .formatted(faulty.id()));
        changeAll();
        onlyThisOneFails(faulty);
    }

    @Test
    void anOrgThatIsReadSlowlyIsAloneInThatAndComesBackByItself() {
        var slow = orgs.get(5);
        answering(
                """
                language plpgsql stable as $$ begin
                    if '%s' = any (pulsegate_org_ids()) then perform pg_sleep(30); end if;
                    return query select * from org_activity_true(p_first);
                end $$
                """
                        .formatted(slow.id()));
        changeAll();
        onlyThisOneFails(slow);
        // and does not delay the next change either
        orgs.getFirst().log("edi", "success", Duration.ZERO);
        await().atMost(Duration.ofSeconds(5))
                .until(() ->
                        spectators.getFirst().newest().at("/recentActivity/events").size() == 3);
        sql("drop function org_activity(integer)");
        answering("language sql stable as $$ select * from org_activity_true(p_first) $$");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> of(slow).newest().at("/recentActivity/events").size() == 2);
    }

    private void onlyThisOneFails(TestOrg failing) {
        assertThat(spectators)
                .allSatisfy(spectator -> {
                    var update = spectator.newest();
                    assertThat(update.at("/healthStatus").isNull()).isFalse();
                    assertThat(update.at("/errorSummary").isNull()).isFalse();
                    assertThat(update.at("/recentActivity").isNull())
                            .isEqualTo(spectator.org.equals(failing));
                });
        assertThat(Spectator.json(of(failing).heard.getLast()).at("/errors/0/message").asString())
                .isEqualTo("Activity feed temporarily unavailable");
    }

    private Spectator of(TestOrg org) {
        return spectators.get(orgs.indexOf(org));
    }

    /** One event in each org, told to everybody. */
    private void changeAll() {
        TestOrg.logAll(orgs, "success", Duration.ZERO);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        spectators.stream()
                                .allMatch(spectator -> spectator.heard("\"newEventCount\":1")));
    }

    private void showsNothingForeign(Spectator spectator) {
        orgs.stream()
                .filter(org -> !org.equals(spectator.org))
                .forEach(org -> assertThat(spectator.heard(org.id().toString())).isFalse());
    }

    private double foreignRows() {
        return meters.counter("pulsegate.tenancy.foreign.rows").count();
    }

    private void answering(String body) {
        sql(
                "create function org_activity(p_first integer) returns table (org_id uuid,"
                        + " server_time timestamptz, as_of timestamptz, data_version bigint,"
                        + " last_event_at timestamptz, event integration_logs) "
                        + body);
        sql("grant execute on function org_activity(integer) to pulsegate_app");
    }

    private void sql(String statement) {
        database.superuser().jdbc().sql(statement).update();
    }
}
