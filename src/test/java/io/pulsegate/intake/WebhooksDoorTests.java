package io.pulsegate.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.access.Role;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.Audited;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.graphql.server.WebGraphQlHandler;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;

/** A sender that signs is taken in, anybody else is told nothing. */
@IntakeTest
class WebhooksDoorTests {

    private static final String ADD =
            """
            mutation { addWebhookSender(name: "Shop", integration: WEBHOOKS) { id path secret } }
            """;
    private static final String BODY =
            "{\"type\": \"order.paid\", \"timestamp\": \"2026-11-20T10:00:00Z\", \"data\":"
                    + " {\"token\": \"t0k3n\"}}";

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler graphQl;
    @LocalServerPort int port;
    private TestOrg acme;
    private Added added;

    record Added(String id, String path, String secret) {}

    @BeforeEach
    void settle() {
        acme = TestOrg.create(database, "Acme");
        added = add(acme);
    }

    @Test
    void takesInWhatIsSigned() throws Exception {
        var answer = send(added.path(), signed("msg_1", added.secret(), BODY), BODY);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(
                        texts(
                                "select event_type || ' ' || message || ' ' || integration_type ||"
                                        + " ' ' || actor_kind from integration_logs"))
                .containsExactly("order.paid order.paid from Shop webhooks system");
        assertThat(
                        texts(
                                "select occurred_at::timestamptz at time zone 'UTC' from"
                                        + " integration_logs"))
                .containsExactly("2026-11-20 10:00:00");
        assertThat(texts("select request_body from event_payloads"))
                .containsExactly(BODY.replace("t0k3n", "[redacted]"));
    }

    @Test
    void countsARepetitionOnce() throws Exception {
        send(added.path(), signed("msg_1", added.secret(), BODY), BODY);
        var again = send(added.path(), signed("msg_1", added.secret(), BODY), BODY);
        assertThat(again.body()).contains("\"duplicates\":1");
        assertThat(texts("select id::text from integration_logs")).hasSize(1);
    }

    @Test
    void takesBothSecretsWhileASenderChangesOver() throws Exception {
        var rotated = rotate(24);
        assertThat(rotated.path()).isEqualTo(added.path());
        assertThat(accepted(added, "msg_1")).isTrue();
        assertThat(accepted(rotated, "msg_2")).isTrue();
        asker().document("{ webhookSenders { name path previousSecretUntil } }")
                .execute()
                .path("webhookSenders[0].previousSecretUntil")
                .hasValue();

        var third = rotate(0);
        await().until(() -> !accepted(rotated, "msg_3"));
        assertThat(accepted(third, "msg_4")).isTrue();
        assertThat(texts("select id::text from secrets")).hasSize(1);
        assertThat(Audited.acts(acme))
                .containsExactly(
                        "webhook_sender.add",
                        "webhook_sender.rotate_secret",
                        "webhook_sender.rotate_secret");
    }

    private boolean accepted(Added sender, String id) throws Exception {
        return send(sender.path(), signed(id, sender.secret(), BODY), BODY).statusCode() == 202;
    }

    private Added rotate(int hours) {
        return asker().operation("dashboard/RotateWebhookSenderSecret")
                .variable("id", added.id())
                .variable("overlapHours", hours)
                .execute()
                .path("rotateWebhookSenderSecret")
                .entity(Added.class)
                .get();
    }

    private Asker asker() {
        return Asker.of(graphQl, acme, Role.ADMIN);
    }

    @Test
    void tellsEverybodyElseTheSame() throws Exception {
        var right = signed("msg_1", added.secret(), BODY);
        var globex = add(TestOrg.create(database, "Globex"));
        var nobody = new WebhookAddress(acme.id(), java.util.UUID.randomUUID()).path();
        var unsigned = new WebhookSignature("msg_1", right.timestamp(), "");
        var refused =
                List.of(
                        send(added.path(), unsigned, BODY),
                        send(added.path(), right, BODY + " "),
                        send(added.path(), signed("msg_1", globex.secret(), BODY), BODY),
                        send(globex.path(), right, BODY),
                        send(nobody, right, BODY),
                        send(IntakePaths.WEBHOOKS + "not-an-address", right, BODY));
        assertThat(refused)
                .allSatisfy(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(401);
                    assertThat(answer.body()).isEqualTo(refused.getFirst().body());
                });
        assertThat(texts("select id::text from integration_logs")).isEmpty();
    }

    @Test
    void forgetsASenderThatWasRemoved() throws Exception {
        assertThat(send(added.path(), signed("msg_1", added.secret(), BODY), BODY).statusCode())
                .isEqualTo(202);
        Asker.of(graphQl, acme, Role.ADMIN)
                .document("mutation { removeWebhookSender(id: \"" + added.id() + "\") }")
                .executeAndVerify();
        org.awaitility.Awaitility.await()
                .until(() ->
                        send(added.path(), signed("msg_2", added.secret(), BODY), BODY).statusCode()
                                == 401);
    }

    @Test
    void keepsTheSecretOnlySealed() {
        var bytes = java.util.HexFormat.of().formatHex(WebhookSignature.secret(added.secret()));
        assertThat(texts("select encode(ciphertext, 'hex') from secrets"))
                .singleElement()
                .asString()
                .doesNotContain(bytes);
    }

    @Test
    void letsOnlyAdministratorsAddAndRemove() {
        for (var document :
                List.of(ADD, "mutation { removeWebhookSender(id: \"" + added.id() + "\") }")) {
            Asker.of(graphQl, acme, Role.IT_MANAGER)
                    .document(document)
                    .execute()
                    .errors()
                    .satisfy(errors ->
                            assertThat(errors.getFirst().getExtensions())
                                    .containsEntry("code", "FORBIDDEN"));
        }
        Asker.of(graphQl, TestOrg.create(database, "Globex"), Role.ADMIN)
                .document("mutation { removeWebhookSender(id: \"" + added.id() + "\") }")
                .execute()
                .errors()
                .satisfy(errors ->
                        assertThat(errors.getFirst().getExtensions())
                                .containsEntry("code", "NOT_FOUND"));
    }

    private Added add(TestOrg org) {
        return Asker.of(graphQl, org, Role.ADMIN)
                .document(ADD)
                .execute()
                .path("addWebhookSender")
                .entity(Added.class)
                .get();
    }

    private static WebhookSignature signed(String id, String secret, String body) {
        return Signed.of(id, Instant.now(), WebhookSignature.secret(secret), body.getBytes(UTF_8));
    }

    private HttpResponse<String> send(String path, WebhookSignature signature, String body)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/json")
                        .header("webhook-id", signature.id())
                        .header("webhook-timestamp", signature.timestamp())
                        .header("webhook-signature", signature.signatures())
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private List<String> texts(String sql) {
        return acme.inOrg(jdbc -> jdbc.sql(sql).query((row, _) -> row.getString(1)).list());
    }
}
