package io.pulsegate.connections;

import static io.pulsegate.testing.Receiver.says;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulsegate.access.Role;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.Audited;
import io.pulsegate.testing.Receiver;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;
import io.pulsegate.testing.TrustedReceiver;
import io.pulsegate.testing.Unhurried;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.server.WebGraphQlHandler;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** What the gateway asks by itself, and what it makes of the answer. */
@SpringBootTest(
        properties = {"pulsegate.deliveries.enabled=false", "pulsegate.outbound.total-timeout=3s"})
@Import({TestDatabaseConfiguration.class, TrustedReceiver.class, Unhurried.class})
class ProbeTests {

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;
    @Autowired Receiver receiver;
    @Autowired Prober prober;
    @Autowired ProbeRunner runner;
    private TestOrg acme;
    private Asker admin;

    @BeforeEach
    void acme() {
        receiver.received.clear();
        acme = TestOrg.create(database, "Acme");
        admin = Asker.of(handler, acme, Role.ADMIN);
    }

    @Test
    void asksNowAndTellsWhatCameOfIt() {
        receiver.at("/ping", says(204, ""));
        var id = connection("/ping");
        var answer = admin.operation("dashboard/ProbeConnection").variable("id", id).execute();
        answer.path("probeConnection.lastProbeOk").entity(Boolean.class).isEqualTo(true);
        answer.path("probeConnection.lastProbeMessage")
                .entity(String.class)
                .satisfies(message -> assertThat(message).startsWith("HTTP 204"));
        assertThat(receiver.at("/ping")).hasSize(1);
        assertThat(events()).as("a probe is no run").isEmpty();
        assertThat(Audited.acts(acme)).containsExactly("connection.add", "connection.probe");
        admin.document(
                        "{ healthStatus { card(type: COMARCH) { ... on ComarchHealth { lastProbeOk"
                                + " lastProbeAt } } } }")
                .execute()
                .path("healthStatus.card.lastProbeOk")
                .entity(Boolean.class)
                .isEqualTo(true);
    }

    @Test
    void turnsTheCardRedWhenNobodyAnswersAndGreenAgainAfterwards() {
        receiver.at("/ping", says(401, "Invalid API credentials"));
        var id = connection("/ping");
        probe(id);
        probe(id);
        assertThat(rule()).isEqualTo("last_run_failed");
        assertThat(events())
                .as("said once, however often it is asked")
                .containsExactly("comarch.probe error auth HTTP_401");
        receiver.at("/ping", says(200, "fine"));
        probe(id);
        probe(id);
        assertThat(rule()).isEqualTo("healthy");
        assertThat(events())
                .containsExactly("comarch.probe error auth HTTP_401", "comarch.probe success - -");
    }

    /** That somebody answers does not say that the run which failed has been made up for. */
    @Test
    void hidesNoRunThatFailedMeanwhile() {
        receiver.at("/ping", says(503, ""));
        var id = connection("/ping");
        probe(id);
        acme.change(
                """
                insert into integration_logs (org_id, integration_type, connection_id, event_type, status, message, occurred_at)
                values (?, 'comarch', ?, 'comarch.sync', 'error', 'Orders not written', now())
                """,
                acme.id().value(),
                UUID.fromString(id));
        receiver.at("/ping", says(200, ""));
        probe(id);
        assertThat(rule()).isEqualTo("last_run_failed");
        assertThat(events()).doesNotContain("comarch.probe success - -");
    }

    @Test
    void reachesNothingInsideAndFollowsNoRedirect() {
        var inside = added("https://localhost/metadata");
        probe(inside);
        assertThat(message(inside)).isEqualTo("The host is not on the public internet.");
        receiver.at("/moved", says(302, "", "Location", receiver.url("/inside")));
        receiver.at("/inside", says(200, "secret"));
        var moved = connection("/moved");
        probe(moved);
        assertThat(message(moved)).endsWith("redirects are not followed");
        assertThat(receiver.at("/inside")).isEmpty();
    }

    /** What asks holds one of the node's places for operations until the host answers. */
    @Test
    void asksNoMoreThanTwoHostsAtOnceForPeopleOfOneOrganisation() throws Exception {
        var asked = new CountDownLatch(2);
        var answer = new CompletableFuture<Void>();
        for (var path : List.of("/slow/1", "/slow/2")) {
            receiver.at(
                    path,
                    exchange -> {
                        asked.countDown();
                        answer.join();
                        says(200, "").write(exchange);
                    });
        }
        var slow = List.of(connection("/slow/1"), connection("/slow/2"));
        var third = connection("/ping");
        receiver.at("/ping", says(200, ""));
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            slow.forEach(id -> people.execute(() -> probe(id)));
            asked.await();
            refused(third, "TOO_MANY_REQUESTS");
            answer.complete(null);
        }
        probe(third);
        assertThat(receiver.at("/ping")).hasSize(1);
    }

    @Test
    void asksByItselfEachTurnOnceOnHoweverManyNodes() throws Exception {
        var asked = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            receiver.at(
                    "/own/" + i,
                    exchange -> {
                        asked.countDown();
                        says(200, "").write(exchange);
                    });
            connection("/own/" + i);
        }
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 8).forEach(_ -> nodes.execute(runner::run));
        }
        await().until(() -> asked.getCount() == 0);
        await().until(() -> waiting() == 0);
        runner.run();
        assertThat(receiver.received).hasSize(3);
        // the next turn comes after the interval
        acme.change("update integration_connections set next_probe_at = now()");
        runner.run();
        await().until(() -> receiver.received.size() == 6);
        await().until(() -> waiting() == 0);
    }

    @Test
    void leavesAloneWhatIsSwitchedOff() {
        receiver.at("/off", says(200, ""));
        var id = connection("/off");
        admin.operation("dashboard/DisableConnection")
                .variable("id", id)
                .variable("reason", "holidays")
                .executeAndVerify();
        assertThat(prober.leaseDue(acme.id(), 10)).isEmpty();
        admin.operation("dashboard/EnableConnection").variable("id", id).executeAndVerify();
        assertThat(prober.leaseDue(acme.id(), 10)).hasSize(1);
    }

    /** The node that took it is dead, or so slow that it might as well be. */
    @Test
    void passesALeaseOnThatRanOut() {
        receiver.at("/slow", says(200, ""));
        connection("/slow");
        var slow = prober.leaseDue(acme.id(), 1).getFirst();
        assertThat(prober.leaseDue(acme.id(), 1)).as("it is leased").isEmpty();
        acme.change("update integration_connections set probe_leased_until = now()");
        var next = prober.leaseDue(acme.id(), 1).getFirst();
        assertThat(prober.make(slow)).isFalse();
        assertThat(prober.make(next)).isTrue();
    }

    @Test
    void saysThatItIsAskedAlreadyOrThatThereIsNothingToAsk() {
        var id = connection("/ping");
        prober.leaseDue(acme.id(), 1);
        refused(id, "TOO_MANY_REQUESTS");
        refused(
                admin.operation("dashboard/AddConnection")
                        .variable("input", Map.of("type", "EDI", "name", "Hub"))
                        .execute()
                        .path("addConnection.id")
                        .entity(String.class)
                        .get(),
                "BAD_USER_INPUT");
    }

    /** What was found out about one address says nothing about another. */
    @Test
    void forgetsWhatItKnewWhenTheAddressChanges() {
        receiver.at("/old", says(500, ""));
        receiver.at("/new", says(200, ""));
        var id = connection("/old");
        probe(id);
        admin.operation("dashboard/ChangeConnection")
                .variable("id", id)
                .variable("input", Map.of("probeUrl", receiver.url("/new")))
                .execute()
                .path("changeConnection.lastProbeOk")
                .valueIsNull();
        probe(id);
        assertThat(rule()).isEqualTo("healthy");
    }

    private String connection(String path) {
        return added(receiver.url(path));
    }

    private String added(String url) {
        var input = Map.of("type", "COMARCH", "name", url, "probeUrl", url);
        return admin.operation("dashboard/AddConnection")
                .variable("input", input)
                .execute()
                .path("addConnection.id")
                .entity(String.class)
                .get();
    }

    private void probe(String id) {
        admin.operation("dashboard/ProbeConnection").variable("id", id).executeAndVerify();
    }

    private void refused(String id, String code) {
        admin.operation("dashboard/ProbeConnection")
                .variable("id", id)
                .execute()
                .errors()
                .satisfy(errors ->
                        assertThat(errors.getFirst().getExtensions()).containsEntry("code", code));
    }

    private String message(String id) {
        return text("select last_probe_message from integration_connections where id = '"
                        + id
                        + "'")
                .getFirst();
    }

    private int waiting() {
        return text("select id::text from integration_connections where probe_leased_until is"
                        + " not null or next_probe_at <= now()")
                .size();
    }

    private List<String> events() {
        return text(
                "select concat_ws(' ', event_type, status, coalesce(failure_origin, '-'),"
                        + " coalesce(error_code, '-')) from integration_logs order by"
                        + " occurred_at, id");
    }

    private List<String> text(String sql) {
        return acme.inOrg(jdbc -> jdbc.sql(sql).query((row, _) -> row.getString(1)).list());
    }

    private String rule() {
        return admin.document("{ healthStatus { card(type: COMARCH) { reason { rule } } } }")
                .execute()
                .path("healthStatus.card.reason.rule")
                .entity(String.class)
                .get();
    }
}
