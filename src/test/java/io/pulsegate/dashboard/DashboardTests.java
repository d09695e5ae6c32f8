package io.pulsegate.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.Role;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.server.WebGraphQlHandler;

import java.time.Duration;
import java.util.List;

/** The dashboard as a whole: what it costs, and whose it is. */
@GatewayTest
class DashboardTests {

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;

    @Test
    void sendsFourStatementsForTheWholeDashboard() {
        var acme = busyOrg("Acme");
        assertThat(statements(acme, "dashboard/Dashboard"))
                .hasSize(4)
                .allMatch(statement -> statement.calls() == 1);
    }

    @Test
    void sendsNoMoreWhenEveryFieldIsAskedTwice() {
        var acme = busyOrg("Acme");
        var asker = Asker.of(handler, acme, Role.ADMIN);
        var statements =
                database.statementsOf(() ->
                        asker.document(
                                        """
                                        { a: healthStatus { overallStatus } b: healthStatus { configuredCount }
                                          c: recentActivity(first: 5) { events { id } }
                                          d: recentActivity(first: 50) { events { id } }
                                          e: errorSummary { failedCount24h } f: errorSummary { pendingRetries } }
                                        """)
                                .executeAndVerify());
        assertThat(statements).hasSize(4).allMatch(statement -> statement.calls() == 1);
    }

    @Test
    void showsNothingOfAnotherOrg() {
        var acme = TestOrg.create(database, "Acme");
        busyOrg("Globex");
        var answer = Asker.of(handler, acme, Role.ADMIN).operation("dashboard/Dashboard").execute();
        answer.path("healthStatus.configuredCount").entity(Integer.class).isEqualTo(0);
        answer.path("healthStatus.overallStatus").entity(String.class).isEqualTo("HEALTHY");
        answer.path("healthStatus.successRate24h").valueIsNull();
        answer.path("recentActivity.events").entityList(Object.class).hasSize(0);
        answer.path("errorSummary.failedCount24h").entity(Integer.class).isEqualTo(0);
    }

    @Test
    void everySectionSpeaksOfOneInstant() {
        var answer =
                Asker.of(handler, busyOrg("Acme"), Role.ADMIN)
                        .document(
                                "{ healthStatus { computedAt } recentActivity { serverTime }"
                                        + " errorSummary { computedAt } }")
                        .execute();
        var instant = answer.path("healthStatus.computedAt").entity(String.class).get();
        answer.path("recentActivity.serverTime").entity(String.class).isEqualTo(instant);
        answer.path("errorSummary.computedAt").entity(String.class).isEqualTo(instant);
    }

    @Test
    void countsWhatTheFeedAndTheCardsShowAlike() {
        var acme = busyOrg("Acme");
        var answer =
                Asker.of(handler, acme, Role.IT_MANAGER).operation("dashboard/Dashboard").execute();
        answer.path("healthStatus.successRate24h").entity(Double.class).isEqualTo(95.0);
        answer.path("healthStatus.cards[0].successCount24h").entity(Integer.class).isEqualTo(38);
        answer.path("healthStatus.cards[0].errorCount24h").entity(Integer.class).isEqualTo(2);
        answer.path("errorSummary.failedCount24h").entity(Integer.class).isEqualTo(2);
        answer.path("errorSummary.byType[*].type")
                .entityList(String.class)
                .containsExactly("COMARCH");
        answer.path("recentActivity.events").entityList(Object.class).hasSize(20);
    }

    /** 38 successes, the newest now, and two earlier failures. */
    private TestOrg busyOrg(String name) {
        var org = TestOrg.create(database, name);
        org.connection("comarch");
        org.logs("comarch", "success", 38, Duration.ofMinutes(2));
        org.log("comarch", "error", Duration.ofHours(3));
        org.log("comarch", "error", Duration.ofHours(5));
        return org;
    }

    private List<TestDatabase.Statement> statements(TestOrg org, String operation) {
        var asker = Asker.of(handler, org, Role.ADMIN);
        return database.statementsOf(() -> asker.operation(operation).executeAndVerify());
    }
}
