package io.pulsegate.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.Deliveries;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Following a retry over the open doors, to its real outcome. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "pulsegate.deliveries.poll=100ms")
@Import(TestDatabaseConfiguration.class)
class FollowTests {

    @LocalServerPort int port;
    private final TestOrg acme;
    private final String key = ApiKeyFormat.generate();
    private final UUID keyId;

    FollowTests(@Autowired TestDatabase database) {
        this.acme = TestOrg.create(database, "Acme");
        this.keyId = acme.key(key, "dashboard:read");
    }

    @Test
    void tellsTheOutcomeAndIsThenComplete() {
        var ticket = ticket(acme);
        try (var client = Client.open(port, Map.of()).hello(key)) {
            client.subscribe("1", document(ticket));
            assertThat(client.next("next", "1").at("/payload/data/retryProgress/state").asString())
                    .isEqualTo("QUEUED");
            finish("again");
            var told = client.next("next", "1").at("/payload/data/retryProgress");
            assertThat(told.path("state").asString()).isEqualTo("FAILED");
            assertThat(told.path("errorMessage").asString()).isEqualTo("Sender Timeout");
            client.next("complete", "1");
        }
    }

    @Test
    void tellsTheSameAsAnEventStream() throws Exception {
        var ticket = ticket(acme);
        finish("done");
        var body =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create("http://localhost:" + port + "/graphql"))
                                        .header("Authorization", "Bearer " + key)
                                        .header("Content-Type", "application/json")
                                        .header("Accept", "text/event-stream")
                                        .POST(
                                                HttpRequest.BodyPublishers.ofString(
                                                        JsonMapper.shared()
                                                                .writeValueAsString(
                                                                        Map.of(
                                                                                "query",
                                                                                document(ticket)))))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        assertThat(body).contains("\"SUCCEEDED\"").contains("event: complete");
    }

    @Test
    void knowsNoTicketOfAnotherOrganisation() {
        var foreign = ticket(TestOrg.create(acme.database(), "Globex"));
        try (var client = Client.open(port, Map.of()).hello(key)) {
            for (var id : new UUID[] {foreign, UUID.randomUUID()}) {
                client.subscribe(id.toString(), document(id));
                var error = client.next("error", id.toString());
                assertThat(error.at("/payload/0/extensions/code").asString())
                        .isEqualTo("NOT_FOUND");
            }
        }
    }

    @Test
    void endsWhenTheKeyIsRevoked() {
        var ticket = ticket(acme);
        try (var client = Client.open(port, Map.of()).hello(key)) {
            client.subscribe("1", document(ticket));
            client.next("next", "1");
            acme.change("update api_keys set revoked_at = now() where id = ?", keyId);
            await().atMost(Duration.ofSeconds(20)).until(() -> client.closeCode != 0);
            assertThat(client.closed()).isEqualTo(4401);
        }
    }

    /** Somebody asked for an export that failed to be done again. */
    private static UUID ticket(TestOrg org) {
        var event = new Deliveries(org).foreign("export");
        return org.inOrg(jdbc ->
                jdbc.sql("select ticket_id from request_retry(?, 'key', ?)")
                        .params(event, UUID.randomUUID())
                        .query(UUID.class)
                        .single());
    }

    /** Whoever does it says how it went. */
    private void finish(String verdict) {
        acme.inOrg(jdbc ->
                jdbc.sql(
                                """
                                select f.outcome
                                  from lease_work(false, null, 1, 0, interval '1 minute') w
                                 cross join lateral finish_work(w.id, w.lease_id, ?, now(), 'm', 'Sender Timeout', null, null, null, null, null, 'system', null) f
                                """)
                        .param(verdict)
                        .query(String.class)
                        .single());
    }

    private static String document(UUID ticket) {
        return "subscription { retryProgress(ticket: \"%s\") { state errorMessage } }"
                .formatted(ticket);
    }
}
