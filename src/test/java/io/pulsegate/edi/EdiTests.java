package io.pulsegate.edi;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.Role;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.Pages;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.server.WebGraphQlHandler;

import tools.jackson.databind.json.JsonMapper;

import java.util.Map;

@GatewayTest
class EdiTests {

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;
    private TestOrg acme;
    private Asker manager;

    @BeforeEach
    void acme() {
        acme = TestOrg.create(database, "Acme");
        manager = Asker.of(handler, acme, Role.IT_MANAGER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 12",
                "{\"state\": [\"PENDING\"]} | 3",
                "{\"state\": [\"OVERDUE\"]} | 2",
                "{\"state\": [\"PENDING\", \"OVERDUE\"]} | 5",
                "{\"state\": [\"REJECTED\", \"OVERDUE\"]} | 6",
                "{\"direction\": [\"INBOUND\"]} | 3",
                "{\"direction\": [\"OUTBOUND\"], \"state\": [\"NONE\"]} | 0",
                "{\"partner\": \"Contoso\"} | 4",
                "{\"partner\": \"contoso\"} | 0"
            })
    void filtersAndPages(String filter, int expected) {
        interchanges(acme, "Fabrikam", "outbound", "pending", "interval '1 hour'", 2);
        interchanges(acme, "Tailspin", "outbound", "pending", "null::interval", 1);
        interchanges(acme, "Fabrikam", "outbound", "pending", "interval '-1 hour'", 2);
        interchanges(acme, "Contoso", "outbound", "rejected", "interval '-1 hour'", 4);
        interchanges(acme, "Wingtip", "inbound", "none", "null::interval", 3);
        var value = JsonMapper.shared().readValue(filter, Map.class);
        var ids =
                Pages.ids(
                        manager,
                        "dashboard/EdiInterchanges",
                        "ediInterchanges",
                        Map.of("filter", value, "first", 2));
        assertThat(ids).hasSize(expected).doesNotHaveDuplicates();
    }

    @Test
    void agreesWithTheCardOnWhatIsLate() {
        acme.connection("edi");
        interchanges(acme, "Fabrikam", "outbound", "pending", "interval '1 hour'", 2);
        interchanges(acme, "Fabrikam", "outbound", "pending", "interval '-1 hour'", 3);
        var answer =
                manager.document(
                                """
                                { healthStatus { card(type: EDI) { ... on EdiHealth { awaitingAcknowledgement overdueAcknowledgement } } }
                                  waiting: ediInterchanges(filter: {state: [PENDING]}) { nodes { id } }
                                  late: ediInterchanges(filter: {state: [OVERDUE]}) { nodes { id } } }
                                """)
                        .execute();
        answer.path("healthStatus.card.awaitingAcknowledgement").entity(Integer.class).isEqualTo(2);
        answer.path("waiting.nodes").entityList(Object.class).hasSize(2);
        answer.path("healthStatus.card.overdueAcknowledgement").entity(Integer.class).isEqualTo(3);
        answer.path("late.nodes").entityList(Object.class).hasSize(3);
    }

    @Test
    void costsOneStatement() {
        interchanges(acme, "Contoso", "outbound", "rejected", "interval '-1 hour'", 40);
        var statements =
                database.statementsOf(
                        () -> manager.operation("dashboard/EdiInterchanges").executeAndVerify());
        assertThat(statements).hasSize(2).allMatch(statement -> statement.calls() == 1);
    }

    @Test
    void showsNothingOfAnotherOrg() {
        interchanges(
                TestOrg.create(database, "Globex"),
                "Contoso",
                "inbound",
                "none",
                "null::interval",
                1);
        manager.operation("dashboard/EdiInterchanges")
                .execute()
                .path("ediInterchanges.nodes")
                .entityList(Object.class)
                .hasSize(0);
    }

    /** Equal instants among them, so that the id has to decide. */
    private static void interchanges(
            TestOrg org, String partner, String direction, String state, String due, int count) {
        org.change(
                """
                insert into edi_interchanges (org_id, partner, standard, message_type, direction, control_number, sent_at, ack_due_at, ack_status)
                select ?, ?, 'X12', '850', ?, uuidv7()::text, date_trunc('hour', now()), now() + %s, ? from generate_series(1, ?)
                """
                        .formatted(due),
                org.id().value(),
                partner,
                direction,
                state,
                count);
    }
}
