package io.pulsegate.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.zaxxer.hikari.HikariDataSource;

import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Whatever goes wrong with a connection in hand, it goes back, and nothing is left on it. */
@GatewayTest
class LentConnectionsTests {

    private static final String SLEEP = "select id as org_id, pg_sleep(9) from organizations";
    private static final String ORGS = "select id as org_id from organizations";

    @Autowired ApplicationContext context;
    @Autowired OrgDatabase database;
    @Autowired TestDatabase test;

    private TestOrg acme;

    @BeforeEach
    void settle() {
        acme = TestOrg.create(test, "Acme");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "a row that cannot be read",
                        (database, org) ->
                                read(database, org, new Read<>(ORGS, _ -> boom(), List.of()))),
                fault(
                        "a statement that is wrong",
                        (database, org) ->
                                read(database, org, new Read<>("select 1 / 0", _ -> 1, List.of()))),
                fault(
                        "a statement that takes too long",
                        (database, org) ->
                                read(database, org, new Read<>(SLEEP, _ -> 1, List.of()))),
                fault(
                        "a parameter that nobody can send",
                        (database, org) ->
                                read(
                                        database,
                                        org,
                                        new Read<>(
                                                ORGS + " where id = ?",
                                                _ -> 1,
                                                List.of(new Object())))),
                fault(
                        "a credential's look-up",
                        (database, _) ->
                                database.resolve(new Read<>("select 1", _ -> boom(), List.of()))),
                fault(
                        "work that fails",
                        (database, org) -> database.inOrg(org, Capacity.ADMIN, _ -> boom())),
                fault(
                        "work that fails after a statement that failed",
                        (database, org) ->
                                database.inOrgPersistently(
                                        org,
                                        Capacity.ADMIN,
                                        tables -> tables.change("select 1 / 0"))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void goBack(BiConsumer<OrgDatabase, OrgId> fault) {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> fault.accept(database, acme.id())).isNotNull();
        }
        assertThat(context.getBeansOfType(HikariDataSource.class).values())
                .hasSizeGreaterThan(1)
                .allSatisfy(pool ->
                        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero());
        var left =
                "select concat(current_setting('pulsegate.org_ids', true),"
                        + " current_setting('pulsegate.role', true))";
        assertThat(database.resolve(new Read<>(left, row -> row.getString(1), List.of())))
                .containsExactly("");
    }

    private static Arguments fault(String name, BiConsumer<OrgDatabase, OrgId> fault) {
        return argumentSet(name, fault);
    }

    private static void read(OrgDatabase database, OrgId org, Read<?> read) {
        database.read(List.of(org), Capacity.VIEWER, Duration.ofMillis(50), List.of(read));
    }

    private static Integer boom() {
        throw new IllegalStateException("boom");
    }
}
