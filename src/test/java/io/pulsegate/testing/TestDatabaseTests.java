package io.pulsegate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** The ground that other tests stand on holds what it promises. */
class TestDatabaseTests {

    @Test
    void isEmptyAndNobodyElses() {
        var first = TestDatabase.fresh();
        var second = TestDatabase.fresh();
        TestOrg.create(first, "Acme");
        assertThat(organizations(first)).isEqualTo(1);
        assertThat(organizations(second)).isZero();
    }

    @Test
    void announcesForOneTransaction() {
        var database = TestDatabase.fresh();
        var acme = TestOrg.create(database, "Acme");
        var globex = TestOrg.create(database, "Globex");
        assertThat(visible(database.app().announcing(acme.id()))).isEqualTo(1);
        assertThat(visible(database.app().announcing(acme.id(), globex.id()))).isEqualTo(2);
        assertThat(visible(database.app())).isZero();
        assertThat(visible(database.owner())).isZero();
    }

    @Test
    void fillsAnOrganisation() {
        var acme = TestOrg.create(TestDatabase.fresh(), "Acme");
        acme.user("admin@acme.example", "ADMIN");
        acme.connection("comarch");
        acme.webhook("https://hooks.example/a");
        acme.key("a-key-of-the-tests", "dashboard:read");
        acme.log("comarch", "error", Duration.ofHours(1));
        acme.logs("comarch", "success", 5, Duration.ofMinutes(1));
        acme.refresh();
        long successes =
                acme.inOrg(jdbc ->
                        jdbc.sql(
                                        "select success_24h from org_health where integration_type"
                                                + " = 'comarch'")
                                .query(Long.class)
                                .single());
        assertThat(successes).isEqualTo(5);
    }

    @Test
    void countsStatementsOfTheGateway() {
        var database = TestDatabase.fresh();
        var acme = TestOrg.create(database, "Acme");
        var statements = database.statementsOf(() -> visible(database.app().announcing(acme.id())));
        assertThat(statements)
                .filteredOn(statement -> statement.sql().contains("from organizations"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.calls()).isEqualTo(1));
    }

    private static long organizations(TestDatabase database) {
        return visible(database.superuser());
    }

    private static long visible(Caller caller) {
        return caller.call(
                jdbc -> jdbc.sql("select count(*) from organizations").query(Long.class).single());
    }
}
