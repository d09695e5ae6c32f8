package io.pulsegate.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.Role;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.Pages;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.server.WebGraphQlHandler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@GatewayTest
class WebhooksTests {

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
                "updated_at = now() | ACTIVE",
                "first_failure_at = now(), consecutive_failures = 1 | FAILING",
                "enabled = false, first_failure_at = now() | DISABLED"
            })
    void saysWhetherItWorksAndFiltersByThat(String change, String state) {
        var id = acme.webhook("https://example.com/hook");
        acme.change("update webhooks set " + change + " where id = ?", id);
        for (var wanted : List.of("ACTIVE", "FAILING", "DISABLED")) {
            var filter = Map.of("filter", Map.of("state", List.of(wanted)));
            assertThat(Pages.ids(manager, "dashboard/Webhooks", "webhooks", filter))
                    .isEqualTo(wanted.equals(state) ? List.of(id.toString()) : List.of());
        }
    }

    @Test
    void showsNoSecretOfTheAddress() {
        acme.webhook("https://me:hunter2@example.com/hook?token=s3cret");
        manager.operation("dashboard/Webhooks")
                .execute()
                .path("webhooks.nodes[0].url")
                .entity(String.class)
                .isEqualTo("https://example.com/hook?token=…");
    }

    @Test
    void addsUpToTheCardAndNamesWhatIsPending() {
        var one = acme.webhook("https://one.example");
        var two = acme.webhook("https://two.example");
        outcomes(one, "success", "1 hour", 17);
        outcomes(one, "error", "2 hours", 3);
        outcomes(two, "success", "25 hours", 9);
        outcomes(two, "warning", "1 hour", 2);
        deliveries(two, "retrying", 4);
        var answer =
                manager.document(
                                """
                                { healthStatus { card(type: WEBHOOKS) { successCount24h errorCount24h ... on WebhooksHealth { pendingDeliveries } } }
                                  webhooks { nodes { name successCount24h errorCount24h successRate24h pendingDeliveries lastDeliveryAt } } }
                                """)
                        .execute();
        answer.path("webhooks.nodes[*].successCount24h")
                .entityList(Long.class)
                .containsExactly(0L, 17L);
        answer.path("webhooks.nodes[*].errorCount24h")
                .entityList(Long.class)
                .containsExactly(0L, 3L);
        answer.path("webhooks.nodes[0].successRate24h").valueIsNull();
        answer.path("webhooks.nodes[1].successRate24h").entity(Double.class).isEqualTo(85.0);
        answer.path("webhooks.nodes[*].pendingDeliveries")
                .entityList(Long.class)
                .containsExactly(4L, 0L);
        answer.path("webhooks.nodes[0].lastDeliveryAt").hasValue();
        answer.path("healthStatus.card.successCount24h").entity(Long.class).isEqualTo(17L);
        answer.path("healthStatus.card.errorCount24h").entity(Long.class).isEqualTo(3L);
        answer.path("healthStatus.card.pendingDeliveries").entity(Long.class).isEqualTo(4L);
    }

    @Test
    void pagesThroughTheDeliveriesOfOneWebhook() {
        var id = acme.webhook("https://one.example");
        deliveries(id, "delivered", 23);
        deliveries(acme.webhook("https://two.example"), "delivered", 5);
        var seen = new ArrayList<String>();
        @Nullable String after = null;
        do {
            var answer =
                    manager.operation("dashboard/Webhook")
                            .variable("id", id.toString())
                            .variable("first", 5)
                            .variable("after", after)
                            .execute();
            var list = "webhook.deliveries.";
            seen.addAll(answer.path(list + "nodes[*].id").entityList(String.class).get());
            after =
                    answer.path(list + "pageInfo.hasNextPage").entity(Boolean.class).get()
                            ? answer.path(list + "pageInfo.endCursor").entity(String.class).get()
                            : null;
        } while (after != null);
        assertThat(seen).hasSize(23).doesNotHaveDuplicates();
    }

    @Test
    void showsEveryAttemptAndTheEventOfADelivery() {
        var hook = acme.webhook("https://one.example");
        deliveries(hook, "dead", 1);
        acme.change(
                """
                insert into webhook_delivery_attempts (org_id, delivery_id, attempt_number, trigger, url, response_status, error, started_at)
                select org_id, id, n, 'automatic', 'https://one.example', 500 + n, 'HTTP ' || 500 + n, now() + n * interval '1 minute'
                  from webhook_deliveries, generate_series(1, 3) n where webhook_id = ?
                """,
                hook);
        acme.change(
                """
                insert into integration_logs (org_id, integration_type, event_type, status, message, webhook_id, delivery_id, occurred_at)
                select org_id, 'webhooks', 'webhook.delivery', 'error', 'gave up', webhook_id, id, now()
                  from webhook_deliveries where webhook_id = ?
                """,
                hook);
        var answer =
                manager.document(
                                "{ webhooks { nodes { deliveries { nodes { state attempts { number"
                                        + " responseStatus trigger } event { message } } } } } }")
                        .execute();
        var delivery = "webhooks.nodes[0].deliveries.nodes[0].";
        answer.path(delivery + "attempts[*].responseStatus")
                .entityList(Integer.class)
                .containsExactly(501, 502, 503);
        answer.path(delivery + "attempts[0].trigger").entity(String.class).isEqualTo("AUTOMATIC");
        answer.path(delivery + "event.message").entity(String.class).isEqualTo("gave up");
    }

    @Test
    void readsTheDeliveriesOfAllWebhooksTogetherWhateverIsAskedOfEach() {
        for (int i = 0; i < 12; i++)
            deliveries(acme.webhook("https://" + i + ".example"), "dead", 7);
        var document =
                """
                { webhooks { nodes { id
                    few: deliveries(first: 2) { nodes { id } pageInfo { hasNextPage } }
                    all: deliveries(first: 50) { nodes { id } pageInfo { hasNextPage } } } } }
                """;
        var statements =
                database.statementsOf(() -> {
                    var answer = manager.document(document).execute();
                    for (int i = 0; i < 12; i++) {
                        var hook = "webhooks.nodes[" + i + "].";
                        answer.path(hook + "few.nodes").entityList(Object.class).hasSize(2);
                        answer.path(hook + "few.pageInfo.hasNextPage")
                                .entity(Boolean.class)
                                .isEqualTo(true);
                        answer.path(hook + "all.nodes").entityList(Object.class).hasSize(7);
                        answer.path(hook + "all.pageInfo.hasNextPage")
                                .entity(Boolean.class)
                                .isEqualTo(false);
                    }
                });
        // announce, webhooks; then announce, deliveries
        assertThat(statements.stream().mapToLong(TestDatabase.Statement::calls).sum()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-uuid", "", "11111111-1111-1111-1111-111111111111", "FOREIGN"})
    void answersAlikeForWhatIsNotThereAndWhatIsNotYours(String id) {
        var foreign = TestOrg.create(database, "Globex").webhook("https://globex.example");
        var answer =
                manager.operation("dashboard/Webhook")
                        .variable("id", id.replace("FOREIGN", foreign.toString()))
                        .execute();
        answer.errors()
                .satisfy(errors ->
                        assertThat(errors)
                                .singleElement()
                                .satisfies(error -> {
                                    assertThat(error.getMessage())
                                            .isEqualTo("There is no such webhook.");
                                    assertThat(error.getExtensions())
                                            .isEqualTo(Map.of("code", "NOT_FOUND"));
                                }));
    }

    private void outcomes(UUID webhook, String status, String ago, int count) {
        acme.change(
                """
                insert into integration_logs (org_id, integration_type, event_type, status, message, webhook_id, occurred_at)
                select ?, 'webhooks', 'webhook.delivery', ?, 'm', ?, now() - ?::interval from generate_series(1, ?)
                """,
                acme.id().value(),
                status,
                webhook,
                ago,
                count);
    }

    private void deliveries(UUID webhook, String status, int count) {
        acme.change(
                """
                insert into webhook_deliveries (org_id, webhook_id, message_id, event_type, status)
                select ?, ?, gen_random_uuid(), 'order.created', ? from generate_series(1, ?)
                """,
                acme.id().value(),
                webhook,
                status,
                count);
    }
}
