package io.pulsegate.webhooks;

import static io.pulsegate.testing.Receiver.says;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.access.Role;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.Audited;
import io.pulsegate.testing.Deliveries;
import io.pulsegate.testing.Receiver;
import io.pulsegate.testing.Receiver.Received;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;
import io.pulsegate.testing.TrustedReceiver;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.test.tester.GraphQlTester;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The life of an endpoint, seen from the receiver's side and the administrator's. */
@SpringBootTest(
        properties = {
            "pulsegate.deliveries.poll=100ms",
            "pulsegate.deliveries.schedule=200ms",
            "pulsegate.outbound.total-timeout=3s"
        })
@Import({TestDatabaseConfiguration.class, TrustedReceiver.class})
@ExtendWith(OutputCaptureExtension.class)
class EndpointTests {

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;
    @Autowired Receiver receiver;
    private TestOrg acme;
    private Asker admin;

    record Made(String id, String secret) {}

    @BeforeEach
    void acme() {
        receiver.received.clear();
        acme = TestOrg.create(database, "Acme");
        admin = Asker.of(handler, acme, Role.ADMIN);
    }

    @Test
    void showsASecretOnceAndSignsWithIt(CapturedOutput log) {
        receiver.at("/hook", says(202, "got it"));
        var made = webhook("/hook");
        assertThat(made.secret()).startsWith("whsec_");
        var ticket = test(made.id(), "k");
        assertThat(finished(ticket)).isEqualTo("SUCCEEDED");
        var received = receiver.at("/hook").getFirst();
        assertThat(received.body()).contains("\"type\" : \"webhook.test\"");
        assertThat(signatures(received)).containsExactly(signature(made.secret(), received));
        assertThat(log.getAll()).doesNotContain(made.secret());
        assertThat(rowsThatHold(made.secret().substring(6))).isZero();
        assertThat(Audited.acts(acme)).containsExactly("webhook.add", "webhook.test");
    }

    @Test
    void tellsOfATestWhatItTellsOfADelivery() {
        receiver.at("/hook", says(200, ""));
        var made = webhook("/hook");
        var ticket = test(made.id(), "k");
        finished(ticket);
        var delivery = "webhook.deliveries.nodes[0].";
        var webhook = admin.operation("dashboard/Webhook").variable("id", made.id()).execute();
        webhook.path("webhook.state").entity(String.class).isEqualTo("ACTIVE");
        webhook.path("webhook.successCount24h").entity(Integer.class).isEqualTo(1);
        webhook.path(delivery + "state").entity(String.class).isEqualTo("DELIVERED");
        webhook.path(delivery + "eventType").entity(String.class).isEqualTo("webhook.test");
        var event = webhook.path(delivery + "eventId").entity(String.class).get();
        var outcome = admin.operation("dashboard/RetryTicket").variable("id", ticket).execute();
        outcome.path("retryTicket.outcomeEventId").entity(String.class).isEqualTo(event);
        outcome.path("retryTicket.httpStatus").entity(Integer.class).isEqualTo(200);
        admin.operation("dashboard/EventDetail")
                .variable("id", event)
                .execute()
                .path("integrationEvent.message")
                .entity(String.class)
                .isEqualTo("webhook.test sent to " + receiver.url("/hook"));
    }

    @Test
    void tellsThatATestFailedAndLeavesNothingToRepair() {
        receiver.at("/broken", says(500, "no"));
        var made = webhook("/broken");
        assertThat(finished(test(made.id(), "k"))).isEqualTo("FAILED");
        assertThat(state(made.id())).isEqualTo("FAILING");
        assertThat(card()).isEqualTo("all_endpoints_failing");
        assertThat(rows("select 1 from dead_letter_queue union all select 1 from retry_queue"))
                .isZero();
        assertThat(receiver.at("/broken")).as("once").hasSize(1);
    }

    @Test
    void sendsOneTestForOneKey() {
        receiver.at("/hook", says(200, ""));
        var made = webhook("/hook");
        var ticket = test(made.id(), "k");
        assertThat(test(made.id(), "k")).isEqualTo(ticket);
        finished(ticket);
        assertThat(test(made.id(), "k")).isEqualTo(ticket);
        assertThat(receiver.at("/hook")).hasSize(1);
        admin.isRefused(
                "TestWebhook",
                Map.of("id", webhook("/hook").id(), "idempotencyKey", "k"),
                "BAD_USER_INPUT",
                "used for something else");
    }

    @Test
    void signsWithBothSecretsWhileTheReceiverChangesOver() {
        receiver.at("/hook", says(200, ""));
        var old = webhook("/hook");
        var rotated = rotate(old.id(), 24);
        assertThat(rotated.secret()).isNotEqualTo(old.secret());
        var both = delivered(old.id(), "a");
        assertThat(signatures(both))
                .containsExactly(signature(rotated.secret(), both), signature(old.secret(), both));
        admin.operation("dashboard/Webhook")
                .variable("id", old.id())
                .execute()
                .path("webhook.previousSecretUntil")
                .hasValue();

        var third = rotate(old.id(), 0);
        var alone = delivered(old.id(), "b");
        assertThat(signatures(alone)).containsExactly(signature(third.secret(), alone));
        assertThat(rows("select 1 from secrets")).as("no other is kept").isEqualTo(1);
    }

    @Test
    void stopsSigningWithTheOldSecretWhenItsTimeIsOver() {
        receiver.at("/hook", says(200, ""));
        var old = webhook("/hook");
        var rotated = rotate(old.id(), 1);
        acme.change("update webhooks set previous_secret_until = now() - interval '1 second'");
        var received = delivered(old.id(), "a");
        assertThat(signatures(received)).containsExactly(signature(rotated.secret(), received));
    }

    @Test
    void letsDeliveriesWaitWhileAnEndpointIsPaused() {
        receiver.at("/hook", says(200, ""));
        var made = webhook("/hook");
        pause(made.id(), "maintenance at theirs");
        assertThat(state(made.id())).isEqualTo("DISABLED");
        assertThat(card()).isEqualTo("disabled");
        var deliveries = new Deliveries(acme);
        var event = deliveries.waiting(UUID.fromString(made.id()), "{}", 1, 3);
        assertThat(dueOrgs()).as("nobody looks for it").doesNotContain(acme.id().value());
        admin.isRefused(
                "TestWebhook",
                Map.of("id", made.id(), "idempotencyKey", "k"),
                "NOT_RETRYABLE",
                "switched off");
        assertThat(receiver.received).isEmpty();

        admin.operation("dashboard/ResumeWebhook")
                .variable("id", made.id())
                .execute()
                .path("resumeWebhook.disabledReason")
                .valueIsNull();
        await().until(() -> !deliveries.outcomes(event).isEmpty());
        assertThat(deliveries.outcomes(event).getFirst()).containsEntry("status", "success");
        assertThat(Audited.acts(acme))
                .containsExactly(
                        "webhook.add", "webhook.pause (maintenance at theirs)", "webhook.resume");
    }

    @Test
    void takesAnEndpointBackThatWasGone() {
        receiver.at("/hook", says(410, ""));
        var made = webhook("/hook");
        assertThat(finished(test(made.id(), "a"))).isEqualTo("FAILED");
        assertThat(state(made.id())).isEqualTo("DISABLED");
        receiver.at("/hook", says(200, ""));
        admin.operation("dashboard/ResumeWebhook").variable("id", made.id()).executeAndVerify();
        assertThat(finished(test(made.id(), "b"))).isEqualTo("SUCCEEDED");
        assertThat(state(made.id())).isEqualTo("ACTIVE");
    }

    @Test
    void changesWhatIsSaid() {
        var made = webhook("/hook");
        var changed =
                change(made.id(), Map.of("eventTypes", List.of("order.paid", "order.created")));
        changed.path("changeWebhook.name").entity(String.class).isEqualTo("/hook");
        changed.path("changeWebhook.eventTypes")
                .entityList(String.class)
                .containsExactly("order.created", "order.paid");
        change(made.id(), Map.of("name", "Shop", "url", "https://shop.example/hook?token=t0k3n"))
                .path("changeWebhook.url")
                .entity(String.class)
                .isEqualTo("https://shop.example/hook?token=…");
        assertThat(audit("webhook.change")).doesNotContain("t0k3n");
    }

    @Test
    void removesAnEndpointWithItsSecretsAndDeliveries() {
        receiver.at("/hook", says(200, ""));
        var made = webhook("/hook");
        rotate(made.id(), 24);
        delivered(made.id(), "a");
        admin.operation("dashboard/RemoveWebhook")
                .variable("id", made.id())
                .variable("reason", "shop closed")
                .executeAndVerify();
        assertThat(rows("select 1 from webhooks")).isZero();
        assertThat(rows("select 1 from secrets")).isZero();
        assertThat(rows("select 1 from webhook_deliveries")).isZero();
        assertThat(rows("select 1 from integration_logs")).as("the log stays").isEqualTo(1);
        assertThat(card()).isEqualTo("never_configured");
        assertThat(Audited.acts(acme)).contains("webhook.remove (shop closed)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | ' ' | `name`",
                "url | http://shop.example/hook | Only https",
                "url | https://shop.example:8080/hook | Port 8080",
                "url | ftp://shop.example/ | Only https",
                "url | https:///hook | name a host",
                "url | https://shop.example/hook?token=… | the whole URL",
                "eventTypes | order created | `eventTypes`"
            })
    void saysWhatIsWrongWithAWish(String field, String value, String words) {
        var input =
                new HashMap<String, Object>(
                        Map.of("name", "Shop", "url", "https://shop.example/hook"));
        input.put(field, field.equals("eventTypes") ? List.of(value) : value);
        admin.isRefused("AddWebhook", Map.of("input", input), "BAD_USER_INPUT", words);
        assertThat(rows("select 1 from webhooks union all select 1 from secrets")).isZero();
    }

    @Test
    void asksForAnAdministrator() {
        var id = webhook("/hook").id();
        var manager = Asker.of(handler, acme, Role.IT_MANAGER);
        var input = Map.of("name", "Shop", "url", "https://shop.example/hook");
        manager.isRefused("AddWebhook", Map.of("input", input), "FORBIDDEN", "");
        for (var operation : acts()) {
            manager.isRefused(operation, variables(operation, id), "FORBIDDEN", "");
        }
    }

    @Test
    void knowsNoWebhookOfAnotherOrganisation() {
        var globex = TestOrg.create(database, "Globex");
        var theirs = globex.webhook("https://globex.example/").toString();
        for (var id : List.of(theirs, UUID.randomUUID().toString(), "nonsense")) {
            for (var operation : acts()) {
                var variables = variables(operation, id);
                admin.isRefused(operation, variables, "NOT_FOUND", "There is no such webhook.");
            }
        }
    }

    private static List<String> acts() {
        return List.of(
                "ChangeWebhook",
                "PauseWebhook",
                "ResumeWebhook",
                "RotateWebhookSecret",
                "RemoveWebhook",
                "TestWebhook");
    }

    private static Map<String, Object> variables(String operation, String id) {
        return switch (operation) {
            case "ChangeWebhook" -> Map.of("id", id, "input", Map.of("name", "Mine"));
            case "PauseWebhook", "RemoveWebhook" -> Map.of("id", id, "reason", "because");
            case "RotateWebhookSecret" -> Map.of("id", id, "overlapHours", 1);
            case "TestWebhook" -> Map.of("id", id, "idempotencyKey", "k");
            default -> Map.of("id", id);
        };
    }

    private Made webhook(String path) {
        var input = Map.of("name", path, "url", receiver.url(path));
        return made(
                admin.operation("dashboard/AddWebhook").variable("input", input).execute(),
                "addWebhook");
    }

    private Made rotate(String id, int hours) {
        return made(
                admin.operation("dashboard/RotateWebhookSecret")
                        .variable("id", id)
                        .variable("overlapHours", hours)
                        .execute(),
                "rotateWebhookSecret");
    }

    private static Made made(GraphQlTester.Response answer, String field) {
        return new Made(
                answer.path(field + ".webhook.id").entity(String.class).get(),
                answer.path(field + ".secret").entity(String.class).get());
    }

    private GraphQlTester.Response change(String id, Map<String, ?> input) {
        return admin.operation("dashboard/ChangeWebhook")
                .variable("id", id)
                .variable("input", input)
                .execute();
    }

    private void pause(String id, String reason) {
        admin.operation("dashboard/PauseWebhook")
                .variable("id", id)
                .variable("reason", reason)
                .execute()
                .path("pauseWebhook.disabledReason")
                .entity(String.class)
                .isEqualTo(reason);
    }

    private String test(String id, String key) {
        return admin.operation("dashboard/TestWebhook")
                .variable("id", id)
                .variable("idempotencyKey", key)
                .execute()
                .path("testWebhook.id")
                .entity(String.class)
                .get();
    }

    /** The state in which a ticket ends. */
    private String finished(String ticket) {
        return await().until(
                        () ->
                                admin.operation("dashboard/RetryTicket")
                                        .variable("id", ticket)
                                        .execute()
                                        .path("retryTicket.state")
                                        .entity(String.class)
                                        .get(),
                        state -> !List.of("QUEUED", "RUNNING").contains(state));
    }

    private Received delivered(String id, String key) {
        assertThat(finished(test(id, key))).isEqualTo("SUCCEEDED");
        return receiver.received.getLast();
    }

    private static List<String> signatures(Received received) {
        return Arrays.asList(received.header("webhook-signature").split(" ", -1));
    }

    private static String signature(String secret, Received received) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            Base64.getDecoder().decode(secret.substring("whsec_".length())),
                            "HmacSHA256"));
            var signed =
                    String.join(
                            ".",
                            received.header("webhook-id"),
                            received.header("webhook-timestamp"),
                            received.body());
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String state(String id) {
        return admin.operation("dashboard/Webhook")
                .variable("id", id)
                .execute()
                .path("webhook.state")
                .entity(String.class)
                .get();
    }

    private String card() {
        return admin.document("{ healthStatus { card(type: WEBHOOKS) { reason { rule } } } }")
                .execute()
                .path("healthStatus.card.reason.rule")
                .entity(String.class)
                .get();
    }

    private int rows(String sql) {
        return acme.inOrg(jdbc -> jdbc.sql(sql).query().listOfRows().size());
    }

    private List<UUID> dueOrgs() {
        return database.app()
                .jdbc()
                .sql("select org_id from orgs_with_work('deliveries', 1000) org_id")
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private String audit(String action) {
        return database.superuser()
                .jdbc()
                .sql("select string_agg(after::text, ' ') from audit_log where action = ?")
                .param(action)
                .query(String.class)
                .single();
    }

    private long rowsThatHold(String text) {
        return database.superuser()
                .jdbc()
                .sql(
                        "select count(*) from (select w::text as t from webhooks w union all select"
                                + " s::text from secrets s union all select a::text from audit_log"
                                + " a union all select p::text from event_payloads p) r where t"
                                + " like ?")
                .param("%" + text + "%")
                .query(Long.class)
                .single();
    }
}
