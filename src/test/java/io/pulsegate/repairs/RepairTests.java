package io.pulsegate.repairs;

import static io.pulsegate.testing.Receiver.says;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.Objects.requireNonNullElse;

import io.pulsegate.access.Role;
import io.pulsegate.access.Viewer;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.Deliveries;
import io.pulsegate.testing.Receiver;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;
import io.pulsegate.testing.TrustedReceiver;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.graphql.ResponseError;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.test.tester.GraphQlTester;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What people do about failures, through the API alone. */
@Beside
@SpringBootTest(
        properties = {
            "pulsegate.deliveries.poll=100ms",
            "pulsegate.deliveries.schedule=1h",
            "pulsegate.outbound.read-timeout=5s"
        })
@Import({TestDatabaseConfiguration.class, TrustedReceiver.class})
class RepairTests {

    private static final String TICKET =
            " { id state attempt httpStatus errorMessage outcomeEventId nextAttemptAt } }";
    private static final String REPLAY =
            " { id state total planned open succeeded failed cancelled stoppedBecause } }";

    private final WebGraphQlHandler handler;
    private final Receiver receiver;
    private final TestOrg acme;
    private final Deliveries deliveries;
    private final Viewer ada;

    RepairTests(
            @Autowired WebGraphQlHandler handler,
            @Autowired TestDatabase database,
            @Autowired Receiver receiver) {
        this.handler = handler;
        this.receiver = receiver;
        this.acme = TestOrg.create(database, "Acme");
        this.deliveries = new Deliveries(acme);
        this.ada =
                new Viewer(
                        acme.id(),
                        new Viewer.User(UUID.randomUUID(), "Ada", Role.ADMIN),
                        Role.ADMIN.grants());
    }

    @Test
    void retriesADeadDeliveryToItsRealOutcome() {
        var event = deliveries.dead(webhook("/one", says(202, "")), "{\"n\":1}");
        var ticket = retry(event, "key-1");
        var done = outcome(ticket);
        assertThat(done)
                .containsEntry("state", "SUCCEEDED")
                .containsEntry("httpStatus", 202)
                .containsEntry("attempt", 11);
        assertThat(deliveries.outcomes(event).getFirst())
                .containsEntry("id", UUID.fromString(text(done, "outcomeEventId")))
                .containsEntry("status", "success");
        assertThat(state("dead_letter_queue")).containsExactly("requeued");
        assertThat(deliveries.rows("select * from retry_queue")).isEmpty();
        assertThat(receiver.at("/one").getFirst().body()).isEqualTo("{\"n\":1}");
    }

    @Test
    void saysWhenItFailedAgainAndKeepsItDead() {
        var event = deliveries.dead(webhook("/two", says(503, "")), "{}");
        assertThat(outcome(retry(event, "key-1")))
                .containsEntry("state", "FAILED")
                .containsEntry("errorMessage", "HTTP 503 Service Unavailable")
                .containsEntry("nextAttemptAt", "null");
        assertThat(receiver.at("/two")).as("one attempt, as asked").hasSize(1);
        assertThat(deliveries.rows("select * from dead_letter_queue").getFirst())
                .containsEntry("state", "dead")
                .containsEntry("attempts", 11)
                .containsEntry("reason", "HTTP 503 Service Unavailable");
        // and once more, by any event of the chain
        var again = UUID.fromString(text(deliveries.outcomes(event).getFirst(), "id"));
        assertThat(outcome(retry(again, "key-2"))).containsEntry("attempt", 12);
    }

    @Test
    void putsAWaitingRetryToTheFrontAndLeavesItsScheduleAlone() {
        var webhook = webhook("/three", says(500, ""));
        var event = deliveries.waiting(webhook, "{}", 1, 10);
        await().until(() ->
                !deliveries.rows("select 1 from retry_queue where attempt = 2").isEmpty());
        await().until(() ->
                !deliveries.rows("select 1 from retry_queue where state = 'pending'").isEmpty());
        var done = outcome(retry(event, "key-1"));
        assertThat(done).containsEntry("state", "FAILED").containsEntry("attempt", 3);
        assertThat(done).doesNotContainEntry("nextAttemptAt", "null");
        assertThat(deliveries.rows("select * from retry_queue").getFirst())
                .containsEntry("state", "pending")
                .containsEntry("trigger", "automatic")
                .containsEntry("attempt", 3);
        assertThat(
                        deliveries
                                .rows("select * from webhook_delivery_attempts order by started_at")
                                .getLast())
                .containsEntry("trigger", "manual");
    }

    @Test
    void givesTheSameTicketForTheSameKeyAndMakesOneAttemptForFifty() throws Exception {
        var open = new CountDownLatch(1);
        var webhook =
                webhook(
                        "/four",
                        exchange -> {
                            waited(open);
                            says(200, "").write(exchange);
                        });
        var event = deliveries.dead(webhook, "{}");
        var first = retry(event, "same");
        await().until(() -> receiver.at("/four").size() == 1);
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var pressed =
                    crowd.invokeAll(
                            IntStream.range(0, 25)
                                    .<Callable<String>>mapToObj(n ->
                                            () ->
                                                    retryPatiently(
                                                            event, n % 5 == 0 ? "same" : "k" + n))
                                    .toList());
            var tickets = pressed.stream().map(Future::resultNow).toList();
            assertThat(tickets).filteredOn(first::equals).hasSize(5);
            open.countDown();
            assertThat(tickets)
                    .allSatisfy(ticket ->
                            assertThat(outcome(ticket)).containsEntry("state", "SUCCEEDED"));
        }
        assertThat(receiver.at("/four")).hasSize(1);
        assertThat(deliveries.outcomes(event)).hasSize(1);
    }

    @Test
    void refusesAKeyThatMeansSomethingElse() {
        var webhook = webhook("/five", says(200, ""));
        retry(deliveries.dead(webhook, "{}"), "mine");
        ask("mutation { retryEvent(id: \"%s\", idempotencyKey: \"mine\")"
                                .formatted(deliveries.dead(webhook, "{}"))
                        + TICKET)
                .errors()
                .satisfy(errors -> assertThat(code(errors)).isEqualTo("BAD_USER_INPUT"));
    }

    @Test
    void saysWhyAnEventCannotBeTriedAgain() {
        var webhook = webhook("/six", says(200, ""));
        var succeeded = deliveries.dead(webhook, "{}");
        outcome(retry(succeeded, "key-1"));
        var discarded = deliveries.dead(webhook, "{}");
        acme.change("update dead_letter_queue set state = 'discarded' where log_id = ?", discarded);
        var off = acme.webhook(receiver.url("/off"));
        acme.change("update webhooks set enabled = false where id = ?", off);
        var expected =
                Map.of(
                        succeeded,
                        "ALREADY_SUCCEEDED",
                        discarded,
                        "DISCARDED",
                        deliveries.masked(webhook),
                        "BODY_INCOMPLETE",
                        deliveries.dead(off, "{}"),
                        "WEBHOOK_DISABLED",
                        acme.log("edi", "error", Duration.ZERO),
                        "NOT_REPEATABLE",
                        acme.log("edi", "success", Duration.ZERO),
                        "NOT_FAILED");
        expected.forEach((event, obstacle) -> {
            ask("{ integrationEvent(id: \"%s\") { whyNotRetryable } }".formatted(event))
                    .path("integrationEvent.whyNotRetryable")
                    .entity(String.class)
                    .isEqualTo(obstacle);
            ask("mutation { retryEvent(id: \"%s\", idempotencyKey: \"%s\")".formatted(event, event)
                            + TICKET)
                    .errors()
                    .satisfy(errors -> {
                        assertThat(code(errors)).isEqualTo("NOT_RETRYABLE");
                        assertThat(errors.getFirst().getMessage())
                                .isEqualTo(RetryObstacle.valueOf(obstacle).words());
                    });
        });
        ask("{ integrationEvent(id: \"%s\") { whyNotRetryable } }"
                        .formatted(deliveries.dead(webhook, "{}")))
                .path("integrationEvent.whyNotRetryable")
                .valueIsNull();
    }

    @Test
    void letsOnlyAdministratorsActAndKeepsOrganisationsApart() {
        var event = deliveries.dead(webhook("/seven", says(200, "")), "{}");
        var mutation =
                "mutation { retryEvent(id: \"%s\", idempotencyKey: \"k\")".formatted(event)
                        + TICKET;
        Asker.of(handler, acme, Role.IT_MANAGER)
                .document(mutation)
                .execute()
                .errors()
                .satisfy(errors -> assertThat(code(errors)).isEqualTo("FORBIDDEN"));
        var globex = TestOrg.create(acme.database(), "Globex");
        Asker.of(handler, globex, Role.ADMIN)
                .document(mutation)
                .execute()
                .errors()
                .satisfy(errors -> assertThat(code(errors)).isEqualTo("NOT_FOUND"));
        var ticket = retry(event, "k");
        Asker.of(handler, globex, Role.ADMIN)
                .document("{ retryTicket(id: \"%s\")".formatted(ticket) + TICKET)
                .execute()
                .errors()
                .satisfy(errors -> assertThat(code(errors)).isEqualTo("NOT_FOUND"));
    }

    @Test
    void writesDownWhoDidWhatAndWhy() {
        var webhook = webhook("/eight", says(200, ""));
        var event = deliveries.dead(webhook, "{}");
        deliveries.dead(webhook, "{}");
        var letter = letters().getLast();
        retry(event, "k");
        retry(event, "k");
        ask("mutation { discardDeadLetter(id: \"%s\", reason: \"Sent by hand\") }"
                        .formatted(letter))
                .path("discardDeadLetter")
                .entity(Integer.class)
                .isEqualTo(1);
        var audit =
                acme.database()
                        .app()
                        .announcing(acme.id())
                        .inCapacity("admin")
                        .call(jdbc ->
                                jdbc.sql("select * from audit_log order by at")
                                        .query()
                                        .listOfRows());
        assertThat(audit)
                .extracting(row -> row.get("action"))
                .containsExactly("retry.requested", "dead_letter.discarded");
        assertThat(audit).extracting(row -> row.get("actor_id")).containsOnly(ada.subject().id());
        assertThat(audit.getFirst()).containsEntry("target_id", event);
        assertThat(audit.getLast())
                .containsEntry("target_id", letter)
                .containsEntry("reason", "Sent by hand");
        assertThat(
                        deliveries
                                .rows("select * from dead_letter_queue where state = 'discarded'")
                                .getFirst())
                .containsEntry("note", "Sent by hand")
                .containsEntry("decided_by", ada.subject().id());
        ask("mutation { discardDeadLetter(id: \"%s\", reason: \"Once more\") }".formatted(letter))
                .errors()
                .satisfy(errors -> assertThat(code(errors)).isEqualTo("STALE"));
        ask("mutation { discardDeadLetter(id: \"%s\", reason: \" \") }".formatted(letter))
                .errors()
                .satisfy(errors -> assertThat(code(errors)).isEqualTo("BAD_USER_INPUT"));
    }

    @Test
    void replaysByFilterAFewFirstAndThenTheRest() {
        var webhook = webhook("/nine", says(200, ""));
        IntStream.range(0, 12).forEach(_ -> deliveries.dead(webhook, "{}"));
        var other = deliveries.dead(webhook, "{}");
        acme.change(
                "update dead_letter_queue set reason = 'quite another' where log_id = ?", other);
        var masked = deliveries.masked(webhook);
        deliveries.bury(masked, "HTTP 503 as well");

        ask("{ deadLetterPreview(filter: {text: \"http 503\"}) { count retryableCount obstacles {"
                        + " obstacle count } } }")
                .path("deadLetterPreview.count")
                .entity(Integer.class)
                .isEqualTo(13)
                .path("deadLetterPreview.retryableCount")
                .entity(Integer.class)
                .isEqualTo(12)
                .path("deadLetterPreview.obstacles[0].obstacle")
                .entity(String.class)
                .isEqualTo("BODY_INCOMPLETE");
        start(11, 20).errors().satisfy(errors -> assertThat(code(errors)).isEqualTo("STALE"));
        var replay = id(start(12, 20), "startReplay");
        assertThat(id(start(12, 20), "startReplay")).as("the same key").isEqualTo(replay);
        var done = ended(replay);
        assertThat(done)
                .containsEntry("state", "COMPLETED")
                .containsEntry("succeeded", 12)
                .containsEntry("failed", 0);
        assertThat(receiver.at("/nine")).hasSize(12);
        assertThat(state("dead_letter_queue where state = 'dead'")).hasSize(2);
        assertThat(deliveries.rows("select trigger from webhook_delivery_attempts"))
                .extracting(row -> row.get("trigger"))
                .containsOnly("replay");
    }

    @Test
    void stopsByItselfWhenTheCanaryFails() {
        var webhook = webhook("/ten", says(500, ""));
        IntStream.range(0, 12).forEach(_ -> deliveries.dead(webhook, "{}"));
        var done = ended(id(start(12, 20), "startReplay"));
        assertThat(done)
                .containsEntry("state", "STOPPED")
                .containsEntry("failed", 3)
                .containsEntry("cancelled", 9)
                .containsEntry("stoppedBecause", "3 of 3 failed");
        assertThat(receiver.at("/ten")).hasSize(3);
        assertThat(state("dead_letter_queue")).hasSize(12).containsOnly("dead");
    }

    @Test
    void stopsLaterWhenTooManyFail() {
        var count = new AtomicInteger();
        var webhook =
                webhook(
                        "/eleven",
                        exchange ->
                                says(count.incrementAndGet() <= 3 ? 200 : 500, "").write(exchange));
        IntStream.range(0, 40).forEach(_ -> deliveries.dead(webhook, "{}"));
        var done = ended(id(start(40, 20), "startReplay"));
        assertThat(done).containsEntry("state", "STOPPED").containsEntry("succeeded", 3);
        assertThat(done).doesNotContainEntry("cancelled", 0);
    }

    @Test
    void endsAReplayWhenSomebodyCancelsIt() {
        var open = new CountDownLatch(1);
        var webhook =
                webhook(
                        "/twelve",
                        exchange -> {
                            waited(open);
                            says(200, "").write(exchange);
                        });
        IntStream.range(0, 10).forEach(_ -> deliveries.dead(webhook, "{}"));
        var replay = id(start(10, 20), "startReplay");
        await().until(() -> receiver.at("/twelve").size() == 3);
        ask("mutation { cancelReplay(id: \"%s\")".formatted(replay) + REPLAY)
                .path("cancelReplay.cancelled")
                .entity(Integer.class)
                .isEqualTo(7)
                .path("cancelReplay.open")
                .entity(Integer.class)
                .isEqualTo(3);
        open.countDown();
        await().until(() -> text(replay(replay), "succeeded").equals("3"));
        assertThat(receiver.at("/twelve")).hasSize(3);
        assertThat(state("dead_letter_queue where state = 'dead'")).hasSize(7);
    }

    @Test
    void discardsByFilterWhatWasSeen() {
        var webhook = webhook("/thirteen", says(200, ""));
        IntStream.range(0, 5).forEach(_ -> deliveries.dead(webhook, "{}"));
        var discard =
                "mutation { discardDeadLetters(filter: {type: [WEBHOOKS]}, expectedCount: %d,"
                        + " reason: \"Obsolete\") }";
        ask(discard.formatted(4))
                .errors()
                .satisfy(errors -> assertThat(code(errors)).isEqualTo("STALE"));
        assertThat(state("dead_letter_queue")).containsOnly("dead");
        ask(discard.formatted(5)).path("discardDeadLetters").entity(Integer.class).isEqualTo(5);
        assertThat(state("dead_letter_queue")).containsOnly("discarded");
    }

    private GraphQlTester.Response start(int expected, int percent) {
        return ask(
                ("mutation { startReplay(input: {filter: {text: \"HTTP 503\"}, expectedCount: %d,"
                     + " reason: \"Receiver is back\", idempotencyKey: \"r\", canary: 3,"
                     + " ratePerSecond: 10, stopAtFailurePercent: %d})")
                                .formatted(expected, percent)
                        + REPLAY);
    }

    private Map<String, Object> ended(String replay) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> replay(replay),
                        now ->
                                List.of("COMPLETED", "STOPPED", "CANCELLED")
                                                .contains(text(now, "state"))
                                        && text(now, "open").equals("0"));
    }

    private Map<String, Object> replay(String id) {
        return map(ask("{ replay(id: \"%s\")".formatted(id) + REPLAY), "replay");
    }

    private String retry(UUID event, String key) {
        return id(
                ask(
                        "mutation { retryEvent(id: \"%s\", idempotencyKey: \"%s\")"
                                        .formatted(event, key)
                                + TICKET),
                "retryEvent");
    }

    /** A crowd gets in its own way; what is told to come back comes back. */
    private String retryPatiently(UUID event, String key) {
        return await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> retry(event, key), _ -> true);
    }

    private Map<String, Object> outcome(String ticket) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                map(
                                        ask("{ retryTicket(id: \"%s\")".formatted(ticket) + TICKET),
                                        "retryTicket"),
                        now -> List.of("SUCCEEDED", "FAILED").contains(text(now, "state")));
    }

    private GraphQlTester.Response ask(String document) {
        return Asker.of(handler, ada).document(document).execute();
    }

    private static String id(GraphQlTester.Response response, String field) {
        return response.path(field + ".id").entity(String.class).get();
    }

    /** What a field says; a null reads {@code "null"}. */
    private static Map<String, Object> map(GraphQlTester.Response response, String field) {
        var told = new HashMap<String, Object>();
        response.path(field)
                .entity(new ParameterizedTypeReference<Map<String, @Nullable Object>>() {})
                .get()
                .forEach((name, value) -> told.put(name, requireNonNullElse(value, "null")));
        return told;
    }

    private static String text(Map<String, Object> told, String name) {
        return String.valueOf(told.get(name));
    }

    private static String code(List<ResponseError> errors) {
        assertThat(errors).hasSize(1);
        return String.valueOf(errors.getFirst().getExtensions().get("code"));
    }

    private List<UUID> letters() {
        return deliveries.rows("select id from dead_letter_queue order by id").stream()
                .map(row -> UUID.fromString(text(row, "id")))
                .toList();
    }

    private List<Object> state(String from) {
        return deliveries.rows("select state from " + from).stream()
                .<Object>map(row -> text(row, "state"))
                .toList();
    }

    private UUID webhook(String path, Receiver.Answer answer) {
        receiver.at(path, answer);
        return acme.webhook(receiver.url(path));
    }

    private static void waited(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
