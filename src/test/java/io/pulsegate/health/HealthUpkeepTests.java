package io.pulsegate.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.testing.GroundFloor;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabase.Statement;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What time alone changes finds its way into the history. */
class HealthUpkeepTests {

    /** Without a known cadence, silent for longer than this is disconnected. */
    private static final Duration STALE = Duration.ofHours(24);

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void writesDownThatSilenceBecameTooLong() {
        var acme = TestOrg.create(database, "Acme");
        acme.connection("comarch");
        acme.log("comarch", "success", STALE.minusMillis(500));
        assertThat(changes(acme.id())).containsExactly("not_configured -> connected");
        withUpkeep(upkeep ->
                await().pollInterval(Duration.ofMillis(100))
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> {
                            upkeep.run();
                            assertThat(changes(acme.id()))
                                    .containsExactly(
                                            "not_configured -> connected",
                                            "connected -> disconnected");
                        }));
    }

    @Test
    void sendsNothingButItsLookForWorkWhenNothingIsDue() {
        TestOrg.create(database, "Acme").connection("comarch");
        withUpkeep(upkeep ->
                assertThat(database.statementsOf(upkeep::run))
                        .extracting(Statement::sql)
                        // what a pool sends that opens a connection, and the neighbour at its start
                        .filteredOn(sql -> !sql.startsWith("SET "))
                        .filteredOn(sql -> !sql.contains("maintain_partitions"))
                        .isEmpty());
    }

    @Test
    void spreadsWhatIsDue() {
        due("Acme");
        due("Globex");
        withUpkeep(upkeep -> {
            long began = System.nanoTime();
            upkeep.run();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(orgsDue()).isZero();
        });
    }

    @Test
    void refreshesNothingMoreOnceTheGatewayStops() {
        due("Acme");
        withUpkeep(upkeep -> {
            upkeep.destroy();
            upkeep.run();
            assertThat(orgsDue()).isEqualTo(1);
        });
    }

    private void due(String name) {
        var org = TestOrg.create(database, name);
        org.connection("comarch");
        org.log("comarch", "success", Duration.ofMinutes(1)); // judged for the first time
        org.change(
                """
                update integration_health set valid_until = now() - interval '1 second'
                 where org_id = ? and integration_type = 'comarch'
                """,
                org.id().value());
    }

    private long orgsDue() {
        return database.superuser()
                .jdbc()
                .sql(
                        "select count(distinct org_id) from integration_health where valid_until <="
                                + " now()")
                .query(Long.class)
                .single();
    }

    private void withUpkeep(Consumer<HealthUpkeep> test) {
        GroundFloor.on(database, "pulsegate_app")
                .withPropertyValues("pulsegate.secret-key=" + "A".repeat(43) + "=")
                .run(context -> test.accept(new HealthUpkeep(context.getBean(OrgDatabase.class))));
    }

    private List<String> changes(OrgId org) {
        return database.app()
                .announcing(org)
                .call(jdbc ->
                        jdbc.sql(
                                        """
                                        select from_status || ' -> ' || to_status from integration_status_changes
                                         where integration_type = 'comarch' order by at
                                        """)
                                .query(String.class)
                                .list());
    }
}
