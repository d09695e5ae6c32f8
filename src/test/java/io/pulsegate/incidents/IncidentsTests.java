package io.pulsegate.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.Role;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.Pages;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.test.tester.GraphQlTester.Response;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Incidents as people see them, and what people do about them. */
@GatewayTest
class IncidentsTests {

    private static final String ACKNOWLEDGE = "dashboard/AcknowledgeIncident";
    private static final String RESOLVE = "dashboard/ResolveIncident";

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;
    private TestOrg acme;
    private Asker admin;
    private Failing comarch;

    @BeforeEach
    void acme() {
        acme = TestOrg.create(database, "Acme");
        admin = Asker.of(handler, acme, Role.ADMIN);
        comarch = Failing.run(acme);
    }

    @Test
    void saysSinceWhenHowOftenAndWhoWaits() {
        for (int i = 0; i < 37; i++) {
            comarch.fails("ZS-" + i, 90 - i);
        }
        var answer = admin.operation("dashboard/Incidents").execute();
        var incident = "incidents.nodes[0].";
        answer.path(incident + "title").entity(String.class).isEqualTo("refused");
        answer.path(incident + "state").entity(String.class).isEqualTo("OPEN");
        answer.path(incident + "count").entity(Integer.class).isEqualTo(37);
        answer.path(incident + "waiting[0].kind").entity(String.class).isEqualTo("order");
        answer.path(incident + "waiting[0].count").entity(Integer.class).isEqualTo(37);
        answer.path(incident + "via")
                .entity(String.class)
                .satisfies(via -> assertThat(via).startsWith("comarch "));
        answer.path(incident + "lastResolution").valueIsNull();
        answer.path(incident + "closedAt").valueIsNull();
    }

    @Test
    void listsOpenOnesUnlessAskedForOthers() {
        var endpoint = Failing.endpoint(acme);
        endpoint.fails(50, 49, 48);
        endpoint.succeeds(47, 46);
        comarch.fails(20, 19);
        comarch.saying("unreadable").because("config").fails(10);
        assertThat(incidents(Map.of())).hasSize(2);
        assertThat(incidents(Map.of("filter", Map.of("state", List.of("RESOLVED"))))).hasSize(1);
        assertThat(incidents(Map.of("filter", Map.of("type", List.of("WEBHOOKS"))))).isEmpty();
        assertThat(
                        incidents(
                                Map.of(
                                        "first",
                                        1,
                                        "filter",
                                        Map.of("state", List.of("OPEN", "RESOLVED")))))
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    @Test
    void costsOneStatementForAList() {
        comarch.fails(20, 19);
        var statements =
                database.statementsOf(() ->
                        admin.document("{ incidents { nodes { title count waiting { count } } } }")
                                .executeAndVerify());
        assertThat(statements).hasSize(2).allMatch(statement -> statement.calls() == 1);
    }

    @Test
    void costsTheDashboardNoStatementMore() {
        comarch.fails(20, 19);
        var statements =
                database.statementsOf(() ->
                        admin.document("{ errorSummary { openIncidents { title count } } }")
                                .executeAndVerify());
        assertThat(statements).hasSize(2).allMatch(statement -> statement.calls() == 1);
    }

    @Test
    void theSummaryTellsOfTheLoudestThree() {
        for (int i = 1; i <= 4; i++) {
            var minutes = java.util.stream.DoubleStream.iterate(1, m -> m + 1).limit(i + 1L);
            Failing.run(acme).saying("refused " + "x".repeat(i)).fails(minutes.toArray());
        }
        var answer = admin.operation("dashboard/Dashboard").execute();
        answer.path("errorSummary.openIncidentCount").entity(Integer.class).isEqualTo(4);
        answer.path("errorSummary.openIncidents[*].count")
                .entityList(Integer.class)
                .containsExactly(5, 4, 3);
    }

    @Test
    void listsTheFailuresOfAnIncident() {
        comarch.fails("ZS-1", 20);
        comarch.fails("ZS-2", 19);
        comarch.saying("unreadable").fails(18);
        Failing.run(acme).fails(17);
        var found =
                admin.operation("dashboard/Logs")
                        .variable("filter", Map.of("incident", id()))
                        .execute();
        found.path("integrationLogs.nodes[*].businessRef")
                .entityList(String.class)
                .containsExactly("ZS-2", "ZS-1");
        admin.operation("dashboard/Logs")
                .variable("filter", Map.of("incident", "none"))
                .execute()
                .path("integrationLogs.nodes")
                .entityList(Object.class)
                .hasSize(0);
    }

    @Test
    void leadsToTheLastFailure() {
        comarch.fails("ZS-1", 20);
        comarch.fails("ZS-2", 19);
        admin.document("{ incidents { nodes { event { businessRef } } } }")
                .execute()
                .path("incidents.nodes[0].event.businessRef")
                .entity(String.class)
                .isEqualTo("ZS-2");
    }

    @Test
    void showsNothingOfAnotherOrg() {
        comarch.fails(20, 19);
        var id = id();
        var globex = Asker.of(handler, TestOrg.create(database, "Globex"), Role.ADMIN);
        assertThat(Pages.ids(globex, "dashboard/Incidents", "incidents", Map.of())).isEmpty();
        code(globex.document("{ incident(id: \"" + id + "\") { title } }").execute(), "NOT_FOUND");
        code(globex.document("{ incident(id: \"none\") { title } }").execute(), "NOT_FOUND");
        code(globex.operation(ACKNOWLEDGE).variable("id", id).execute(), "NOT_FOUND");
        code(resolve(globex, id, "not mine"), "NOT_FOUND");
        globex.operation("dashboard/Logs")
                .variable("filter", Map.of("incident", id))
                .execute()
                .path("integrationLogs.nodes")
                .entityList(Object.class)
                .hasSize(0);
        admin.document("{ incident(id: \"" + id + "\") { state } }")
                .execute()
                .path("incident.state")
                .entity(String.class)
                .isEqualTo("OPEN");
    }

    @Test
    void anAdministratorLooksAfterItAndTheLogSaysWho() {
        comarch.fails(20, 19);
        var before = version();
        var answer = admin.operation(ACKNOWLEDGE).variable("id", id()).execute();
        answer.path("acknowledgeIncident.state").entity(String.class).isEqualTo("ACKNOWLEDGED");
        answer.path("acknowledgeIncident.acknowledgedBy").entity(String.class).isEqualTo("ADMIN");
        assertThat(version()).isEqualTo(before + 1);
        admin.operation(ACKNOWLEDGE).variable("id", id()).executeAndVerify();
        assertThat(version()).isEqualTo(before + 1);
        assertThat(audited()).containsExactly("incident.acknowledged ");
    }

    @Test
    void whatHelpedIsKeptAndShownWhenItComesBack() {
        comarch.because("auth").fails(20);
        var id = id();
        var answer = resolve(admin, id, "  new password in Optima ");
        answer.path("resolveIncident.state").entity(String.class).isEqualTo("RESOLVED");
        assertThat(audited()).containsExactly("incident.resolved new password in Optima");
        assertThat(incidents(Map.of())).isEmpty();
        code(resolve(admin, id, "again"), "STALE");
        code(admin.operation(ACKNOWLEDGE).variable("id", id).execute(), "STALE");

        Failing.passTime(acme, Duration.ofMinutes(5));
        comarch.because("auth").fails(1);
        var back = admin.operation("dashboard/Incidents").execute();
        var incident = "incidents.nodes[0].";
        back.path(incident + "id").entity(String.class).isEqualTo(id);
        back.path(incident + "reopenCount").entity(Integer.class).isEqualTo(1);
        back.path(incident + "lastResolution.note")
                .entity(String.class)
                .isEqualTo("new password in Optima");
        back.path(incident + "lastResolution.by").entity(String.class).isEqualTo("ADMIN");
        admin.operation("dashboard/Dashboard")
                .execute()
                .path("errorSummary.openIncidents[0].note")
                .entity(String.class)
                .isEqualTo("new password in Optima");
    }

    @Test
    void whatClosedByItselfCanStillBeExplained() {
        comarch.fails(50, 49);
        comarch.succeeds(48, 47);
        var id = incidents(Map.of("filter", Map.of("state", List.of("RESOLVED")))).getFirst();
        resolve(admin, id, "the other side was restarted")
                .path("resolveIncident.lastResolution.note")
                .entity(String.class)
                .isEqualTo("the other side was restarted");
    }

    @Test
    void onlyAnAdministratorMayAct() {
        comarch.fails(20, 19);
        var id = id();
        var manager = Asker.of(handler, acme, Role.IT_MANAGER);
        assertThat(Pages.ids(manager, "dashboard/Incidents", "incidents", Map.of())).hasSize(1);
        code(manager.operation(ACKNOWLEDGE).variable("id", id).execute(), "FORBIDDEN");
        code(resolve(manager, id, "I may not"), "FORBIDDEN");
        assertThat(audited()).isEmpty();
    }

    @Test
    void aNoteHasThreeToFiveHundredCharacters() {
        comarch.fails(20, 19);
        code(resolve(admin, id(), " x "), "BAD_USER_INPUT");
        code(resolve(admin, id(), "x".repeat(501)), "BAD_USER_INPUT");
        assertThat(incidents(Map.of())).hasSize(1);
    }

    private static Response resolve(Asker asker, String id, String note) {
        return asker.operation(RESOLVE).variable("id", id).variable("note", note).execute();
    }

    private static void code(Response response, String code) {
        response.errors()
                .satisfy(errors ->
                        assertThat(errors)
                                .singleElement()
                                .satisfies(error ->
                                        assertThat(error.getExtensions())
                                                .containsEntry("code", code)));
    }

    private List<String> incidents(Map<String, Object> variables) {
        return Pages.ids(admin, "dashboard/Incidents", "incidents", variables);
    }

    private String id() {
        return incidents(Map.of()).getFirst();
    }

    private List<String> audited() {
        return database.app()
                .announcing(acme.id())
                .inCapacity("admin")
                .call(jdbc ->
                        jdbc.sql(
                                        "select action || ' ' || coalesce(reason, '') from"
                                                + " audit_log order by at")
                                .query(String.class)
                                .list());
    }

    private long version() {
        return acme.inOrg(jdbc ->
                jdbc.sql("select data_version from org_versions").query(Long.class).single());
    }
}
