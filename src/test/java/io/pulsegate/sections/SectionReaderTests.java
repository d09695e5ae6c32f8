package io.pulsegate.sections;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.Role;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.server.WebGraphQlHandler;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/** A section or an organisation that fails does so alone. */
@GatewayTest
class SectionReaderTests {

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;
    @Autowired SectionReader reader;

    /** Divides by zero for the organisations whose name says so. */
    private static final Section<String, String> NAMES =
            new Section<>(
                    "names",
                    "Names temporarily unavailable",
                    "select id as org_id, name, 1 / (name <> 'Faulty')::int from organizations",
                    row -> row.getString("name"),
                    _ -> List.of());

    @Test
    void readsAThousandOrgsWithOneStatement() {
        var orgs =
                database
                        .superuser()
                        .jdbc()
                        .sql(
                                "insert into organizations (name) select 'Org ' || n from"
                                        + " generate_series(1, 1000) n returning id")
                        .query(UUID.class)
                        .stream()
                        .map(id -> new TestOrg(database, new OrgId(Objects.requireNonNull(id))))
                        .toList();
        var readings = new ArrayList<Reading>();
        var statements =
                database.statementsOf(() ->
                        readings.addAll(reader.read(keys(orgs), Capacity.VIEWER, false).values()));
        assertThat(statements).hasSize(2).allMatch(statement -> statement.calls() == 1);
        assertThat(readings)
                .hasSize(1000)
                .allMatch(reading ->
                        reading instanceof Reading.Rows(var rows, _, _) && rows.size() == 1);
    }

    @Test
    void splitsOffTheOneOrgThatFails() {
        var orgs =
                new ArrayList<>(
                        IntStream.range(0, 20)
                                .mapToObj(i -> TestOrg.create(database, "Org " + i))
                                .toList());
        var faulty = TestOrg.create(database, "Faulty");
        orgs.add(7, faulty);
        var readings = reader.read(keys(orgs), Capacity.VIEWER, false);
        assertThat(readings.get(key(faulty))).isInstanceOf(Reading.Failed.class);
        orgs.remove(faulty);
        assertThat(orgs)
                .allSatisfy(org ->
                        assertThat(readings.get(key(org)))
                                .isInstanceOfSatisfying(
                                        Reading.Rows.class,
                                        found ->
                                                assertThat(found.rows())
                                                        .isEqualTo(List.of(name(org)))));
    }

    @Test
    void letsWhatFailedRest() {
        var faulty = TestOrg.create(database, "Faulty");
        reader.read(keys(List.of(faulty)), Capacity.VIEWER, false);
        assertThat(
                        database.statementsOf(
                                () -> reader.read(keys(List.of(faulty)), Capacity.VIEWER, false)))
                .isEmpty();
    }

    @Test
    void answersTheOtherSectionsWhenOneFails() {
        var acme = TestOrg.create(database, "Acme");
        var asker = Asker.of(handler, acme, Role.ADMIN);
        database.owner()
                .jdbc()
                .sql("alter table retry_queue rename column created_at to gone")
                .update();
        try {
            database.owner().jdbc().sql("alter view org_errors rename to org_errors_gone").update();
            var answer = asker.operation("dashboard/Dashboard").execute();
            answer.errors()
                    .satisfy(errors -> {
                        assertThat(errors).hasSize(1);
                        assertThat(errors.getFirst().getPath()).isEqualTo("errorSummary");
                        assertThat(errors.getFirst().getMessage())
                                .isEqualTo("Error summary temporarily unavailable");
                        assertThat(errors.getFirst().getExtensions())
                                .containsEntry("code", "UNAVAILABLE")
                                .containsEntry("retryable", true);
                    });
            answer.path("errorSummary").valueIsNull();
            answer.path("healthStatus.overallStatus").entity(String.class).isEqualTo("HEALTHY");
            answer.path("recentActivity.events").entityList(Object.class).hasSize(0);
        } finally {
            database.owner().jdbc().sql("alter view org_errors_gone rename to org_errors").update();
            database.owner()
                    .jdbc()
                    .sql("alter table retry_queue rename column gone to created_at")
                    .update();
        }
    }

    @Test
    void givesUpOnALockedTableWithinItsTime() {
        var acme = TestOrg.create(database, "Acme");
        database.owner()
                .run(jdbc -> {
                    jdbc.sql("lock table retry_queue in access exclusive mode").update();
                    var answer =
                            Asker.of(handler, acme, Role.ADMIN)
                                    .operation("dashboard/Dashboard")
                                    .execute();
                    answer.errors()
                            .satisfy(errors ->
                                    assertThat(errors)
                                            .singleElement()
                                            .satisfies(error ->
                                                    assertThat(error.getPath())
                                                            .isEqualTo("errorSummary")));
                    answer.path("healthStatus.overallStatus")
                            .entity(String.class)
                            .isEqualTo("HEALTHY");
                });
    }

    private static List<SectionKey<?, ?>> keys(List<TestOrg> orgs) {
        return orgs.stream().<SectionKey<?, ?>>map(SectionReaderTests::key).toList();
    }

    private static SectionKey<String, String> key(TestOrg org) {
        return new SectionKey<>(org.id(), NAMES, "");
    }

    private String name(TestOrg org) {
        return org.inOrg(jdbc ->
                jdbc.sql("select name from organizations where id = ?")
                        .param(org.id().value())
                        .query(String.class)
                        .single());
    }
}
