package io.pulsegate.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.testing.Caller;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.List;

/** The gates of {@link Catalogue}, one sentence each, on the schema as it is migrated. */
class CatalogueTests {

    private static TestDatabase database;
    private static JdbcClient jdbc;

    @BeforeAll
    static void migrate() {
        database = TestDatabase.fresh();
        jdbc = database.superuser().jdbc();
    }

    @Test
    void everyTablePromisesSomething() {
        assertThat(Catalogue.unknownTables(jdbc)).isEmpty();
    }

    @Test
    void everyTableIsProtectedFromItsOwnerToo() {
        assertThat(Catalogue.unprotectedTables(jdbc)).isEmpty();
    }

    @Test
    void partitionsAreReachedThroughTheirParentOnly() {
        assertThat(Catalogue.openPartitions(jdbc)).isEmpty();
    }

    @Test
    void viewsReadAsWhoAsks() {
        assertThat(Catalogue.viewsOfTheirOwner(jdbc)).isEmpty();
    }

    @Test
    void fiveFunctionsSeeEveryOrganisation() {
        assertThat(Catalogue.definers(jdbc)).isEmpty();
    }

    @Test
    void noFunctionIsForEverybody() {
        assertThat(Catalogue.functionsForEverybody(jdbc)).isEmpty();
    }

    @Test
    void theyAreCalledByTheGatewayOnly() {
        assertThat(Catalogue.callersOfDefiners(jdbc)).isEmpty();
    }

    @Test
    void theyReadTheseColumnsAndNothingElse() {
        assertThat(Catalogue.columnsReadEverywhere(jdbc)).isEmpty();
    }

    @Test
    void theyOnlyLook() {
        assertThat(Catalogue.policiesOfSignIn(jdbc)).isEmpty();
    }

    @Test
    void nothingLeadsPastTheTables() {
        assertThat(Catalogue.waysAround(jdbc)).isEmpty();
    }

    @Test
    void theRuntimeRoleIsNobody() {
        assertThat(Catalogue.runtimeRole(jdbc)).isEmpty();
    }

    @Test
    void grantsAreWhatTablesPromise() {
        assertThat(Catalogue.grants(jdbc)).isEmpty();
    }

    @Test
    void keysBelongToAnOrganisation() {
        assertThat(Catalogue.keysWithoutOrganisation(jdbc)).isEmpty();
    }

    @Test
    void referencesStayWithinAnOrganisation() {
        assertThat(Catalogue.referencesWithoutOrganisation(jdbc)).isEmpty();
    }

    @Test
    void nothingIsThereForWhoNeverAnnounced() {
        var acme = TestOrg.create(database, "Acme");
        acme.connection("comarch");
        acme.log("comarch", "success", Duration.ofMinutes(1));
        var readable =
                List.of(
                        "organizations",
                        "integration_logs",
                        "org_counts",
                        "org_health",
                        "org_errors",
                        "org_activity(20)");
        assertThat(readable)
                .allSatisfy(source ->
                        assertThat(count(database.app().announcing(acme.id()), source))
                                .isPositive());
        assertThat(readable)
                .allSatisfy(source -> assertThat(count(database.app(), source)).isZero());
    }

    private static long count(Caller caller, String source) {
        return caller.call(
                jdbc -> jdbc.sql("select count(*) from " + source).query(Long.class).single());
    }
}
