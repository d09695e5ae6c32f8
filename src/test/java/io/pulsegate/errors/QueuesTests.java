package io.pulsegate.errors;

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

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** What waits and what is dead, one by one. */
@GatewayTest
class QueuesTests {

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;
    private TestOrg acme;
    private Asker manager;

    @BeforeEach
    void acme() {
        acme = TestOrg.create(database, "Acme");
        manager = Asker.of(handler, acme, Role.IT_MANAGER);
    }

    @Test
    void tellsOfEachRetryWhatFailedHowOftenAndWhenNext() {
        var event = acme.log("webhooks", "warning", Duration.ofHours(2));
        retries(acme, event, "webhooks", 1);
        var answer = manager.operation("dashboard/RetryQueue").execute();
        var retry = "retryQueue.nodes[0].";
        answer.path(retry + "event.message").entity(String.class).isEqualTo("webhooks warning");
        answer.path(retry + "attempt").entity(Integer.class).isEqualTo(2);
        answer.path(retry + "maxAttempts").entity(Integer.class).isEqualTo(5);
        answer.path(retry + "lastError").entity(String.class).isEqualTo("HTTP 503");
        answer.path(retry + "state").entity(String.class).isEqualTo("PENDING");
        answer.path(retry + "nextAttemptAt").hasValue();
        answer.path(retry + "waitingSince").hasValue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 5",
                "{\"type\": [\"EDI\"]} | 2",
                "{\"state\": [\"DISCARDED\"]} | 3",
                "{\"state\": [\"DEAD\", \"REQUEUED\", \"DISCARDED\"]} | 8",
                "{\"state\": [\"REQUEUED\"]} | 0"
            })
    void filtersDeadLettersAndPagesThroughThem(String filter, int expected) {
        dead(acme, "webhooks", "dead", 3);
        dead(acme, "edi", "dead", 2);
        dead(acme, "webhooks", "discarded", 3);
        var variables =
                Map.of("filter", JsonMapper.shared().readValue(filter, Map.class), "first", 2);
        assertThat(Pages.ids(manager, "dashboard/DeadLetters", "deadLetters", variables))
                .hasSize(expected)
                .doesNotHaveDuplicates();
    }

    @Test
    void listsWhatTheSummaryCounts() {
        retries(acme, acme.log("edi", "warning", Duration.ofHours(1)), "edi", 7);
        dead(acme, "edi", "dead", 4);
        dead(acme, "edi", "discarded", 2);
        var answer = manager.operation("dashboard/Dashboard").execute();
        answer.path("errorSummary.pendingRetries")
                .entity(Integer.class)
                .isEqualTo(
                        Pages.ids(manager, "dashboard/RetryQueue", "retryQueue", Map.of("first", 3))
                                .size());
        answer.path("errorSummary.deadLetterQueueCount")
                .entity(Integer.class)
                .isEqualTo(
                        Pages.ids(manager, "dashboard/DeadLetters", "deadLetters", Map.of())
                                .size());
    }

    @Test
    void readsBothQueuesAndTheEventsBehindThemInTwoRoundTrips() {
        for (int i = 0; i < 20; i++) {
            retries(acme, acme.log("edi", "warning", Duration.ofHours(i)), "edi", 1);
            dead(acme, "edi", "dead", 1);
        }
        var statements =
                database.statementsOf(() ->
                        manager.document(
                                        """
                                        { retryQueue { nodes { lastError event { message } } }
                                          deadLetters { nodes { reason event { message } } } }
                                        """)
                                .executeAndVerify());
        // announce, retries, dead letters; then announce, events
        assertThat(statements.stream().mapToLong(TestDatabase.Statement::calls).sum()).isEqualTo(5);
    }

    @Test
    void costsOneStatementForAList() {
        retries(acme, acme.log("edi", "warning", Duration.ofHours(1)), "edi", 30);
        var statements =
                database.statementsOf(() ->
                        manager.document("{ retryQueue { nodes { lastError eventId } } }")
                                .executeAndVerify());
        assertThat(statements).hasSize(2).allMatch(statement -> statement.calls() == 1);
    }

    @Test
    void showsNothingOfAnotherOrg() {
        var globex = TestOrg.create(database, "Globex");
        retries(globex, globex.log("edi", "warning", Duration.ofHours(1)), "edi", 1);
        dead(globex, "edi", "dead", 1);
        assertThat(Pages.ids(manager, "dashboard/RetryQueue", "retryQueue", Map.of())).isEmpty();
        assertThat(Pages.ids(manager, "dashboard/DeadLetters", "deadLetters", Map.of())).isEmpty();
    }

    /** Whoever fills the queue cannot make it name an event of somebody else. */
    @Test
    void doesNotFollowAnEventOfAnotherOrg() {
        var foreign = TestOrg.create(database, "Globex").log("edi", "error", Duration.ofHours(1));
        retries(acme, foreign, "edi", 1);
        manager.operation("dashboard/RetryQueue")
                .execute()
                .path("retryQueue.nodes[0].event")
                .valueIsNull();
    }

    private static void retries(TestOrg org, UUID event, String type, int count) {
        org.change(
                """
                insert into retry_queue (org_id, log_id, integration_type, handler, attempt, max_attempts, run_at, last_error)
                select ?, ?, ?, 'webhook.delivery', 2, 5, now() + interval '20 minutes', 'HTTP 503' from generate_series(1, ?)
                """,
                org.id().value(),
                event,
                type,
                count);
    }

    private static void dead(TestOrg org, String type, String state, int count) {
        org.change(
                """
                insert into dead_letter_queue (org_id, log_id, integration_type, handler, reason, attempts, dead_at, state)
                select ?, gen_random_uuid(), ?, 'webhook.delivery', 'gave up', 5, date_trunc('hour', now()), ? from generate_series(1, ?)
                """,
                org.id().value(),
                type,
                state,
                count);
    }
}
