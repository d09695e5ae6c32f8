package io.pulsegate.deliveries;

import static io.pulsegate.testing.Receiver.says;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.SealedSecret;
import io.pulsegate.tenancy.SecretKey;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.Deliveries;
import io.pulsegate.testing.Receiver;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;
import io.pulsegate.testing.TrustedReceiver;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Deliveries that failed, sent again to a receiver that misbehaves as receivers do. */
@Beside
@SpringBootTest(
        properties = {
            "pulsegate.deliveries.poll=100ms",
            "pulsegate.deliveries.schedule=200ms,200ms,200ms",
            "pulsegate.deliveries.lease=30s",
            "pulsegate.outbound.connect-timeout=1s",
            "pulsegate.outbound.read-timeout=2s",
            "pulsegate.outbound.total-timeout=3s"
        })
@Import({TestDatabaseConfiguration.class, TrustedReceiver.class})
class DeliveryTests {

    private final Receiver receiver;
    private final SecretKey key;
    private final TestOrg org;
    private final Deliveries deliveries;

    DeliveryTests(
            @Autowired TestDatabase database,
            @Autowired Receiver receiver,
            @Autowired SecretKey key) {
        this.receiver = receiver;
        this.key = key;
        this.org = TestOrg.create(database, "Acme");
        this.deliveries = new Deliveries(org);
    }

    @Test
    void sendsWhatIsDueSignedAndWritesDownThatItArrived() {
        var webhook = webhook("/fine", says(202, "got it", "X-Request-Id", "r-1"));
        byte[] secret = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
        deliveries.sign(webhook, key, secret);
        var event = deliveries.waiting(webhook, "{\"order\":1}", 1, 3);

        var outcome = outcome(event);
        assertThat(outcome)
                .containsEntry("status", "success")
                .containsEntry("http_status", 202)
                .containsEntry("attempt_count", 2)
                .containsEntry("webhook_id", webhook);
        var received = receiver.at("/fine").getFirst();
        assertThat(received.body()).isEqualTo("{\"order\":1}");
        assertThat(received.header("content-type")).isEqualTo("application/json");
        assertThat(received.header("webhook-id")).startsWith("msg_");
        assertThat(received.header("webhook-signature"))
                .isEqualTo(
                        Signature.of(
                                secret,
                                received.header("webhook-id"),
                                Long.parseLong(received.header("webhook-timestamp")),
                                received.body().getBytes(UTF_8)));
        assertThat(deliveries.rows("select * from retry_queue")).isEmpty();
        assertThat(deliveries.rows("select status from webhook_deliveries"))
                .containsExactly(Map.<String, Object>of("status", "delivered"));
        assertThat(deliveries.rows("select * from webhook_delivery_attempts").getFirst())
                .containsEntry("attempt_number", 2)
                .containsEntry("trigger", "automatic")
                .containsEntry("response_status", 202);
        assertThat(
                        deliveries
                                .rows(
                                        "select p.response_body, p.response_headers::text as h from"
                                                + " event_payloads p join integration_logs l on"
                                                + " l.payload_id = p.id where l.status = 'success'")
                                .getFirst())
                .containsEntry("response_body", "got it")
                .extractingByKey("h")
                .asString()
                .contains("r-1", "202");
    }

    @Test
    void keepsToTheScheduleUnderOneIdAndThenIsDead() {
        var webhook = webhook("/broken", says(500, "no"));
        var event = deliveries.waiting(webhook, "{}", 0, 3);

        assertThat(outcome(event))
                .containsEntry("status", "error")
                .containsEntry("error_message", "HTTP 500 Internal Server Error")
                .containsEntry("failure_origin", "remote_5xx")
                .containsEntry("attempt_count", 3);
        assertThat(receiver.at("/broken"))
                .hasSize(3)
                .extracting(received -> received.header("webhook-id"))
                .containsOnly(receiver.at("/broken").getFirst().header("webhook-id"));
        assertThat(deliveries.outcomes(event)).as("the final outcome, once").hasSize(1);
        assertThat(deliveries.rows("select * from dead_letter_queue").getFirst())
                .containsEntry("state", "dead")
                .containsEntry("attempts", 3)
                .containsEntry("log_id", event);
        assertThat(deliveries.rows("select status from webhook_deliveries"))
                .containsExactly(Map.<String, Object>of("status", "dead"));
        assertThat(deliveries.rows("select * from webhooks").getFirst())
                .containsEntry("consecutive_failures", 3)
                .extractingByKey("first_failure_at")
                .isNotEqualTo("null");
    }

    @Test
    void recoversOnALaterAttempt() {
        var count = new AtomicInteger();
        var webhook =
                webhook(
                        "/moody",
                        exchange ->
                                says(count.incrementAndGet() < 3 ? 502 : 200, "").write(exchange));
        var event = deliveries.waiting(webhook, "{}", 0, 10);
        assertThat(outcome(event))
                .containsEntry("status", "success")
                .containsEntry("attempt_count", 3);
        assertThat(deliveries.rows("select * from webhooks").getFirst())
                .containsEntry("consecutive_failures", 0)
                .containsEntry("first_failure_at", "null");
    }

    @Test
    void switchesOffAnEndpointThatIsGone() {
        var webhook = webhook("/gone", says(410, ""));
        var event = deliveries.waiting(webhook, "{}", 0, 10);
        assertThat(outcome(event))
                .containsEntry("status", "error")
                .containsEntry("http_status", 410);
        assertThat(deliveries.rows("select * from webhooks").getFirst())
                .containsEntry("enabled", false)
                .extractingByKey("disabled_reason")
                .asString()
                .contains("410");
        // what else waits for it is not sent, and not lost
        var other = deliveries.waiting(webhook, "{}", 0, 10);
        assertThat(outcome(other)).containsEntry("error_code", "WEBHOOK_DISABLED");
        assertThat(receiver.at("/gone")).hasSize(1);
        assertThat(deliveries.rows("select * from dead_letter_queue")).hasSize(2);
    }

    @Test
    void leavesAnEndpointAloneForAsLongAsItAsks() {
        var times = new CopyOnWriteArrayList<Long>();
        var webhook =
                webhook(
                        "/busy",
                        exchange -> {
                            int number = times.size();
                            times.add(System.nanoTime());
                            (number == 0 ? says(429, "", "Retry-After", "2") : says(200, ""))
                                    .write(exchange);
                        });
        var first = deliveries.waiting(webhook, "{}", 0, 10);
        await().until(() -> times.size() == 1);
        var second = deliveries.waiting(webhook, "{}", 0, 10);
        assertThat(outcome(first)).containsEntry("status", "success");
        assertThat(outcome(second)).containsEntry("status", "success");
        assertThat(times).hasSize(3);
        assertThat(times.get(1) - times.get(0)).isGreaterThan(Duration.ofMillis(1900).toNanos());
    }

    /** A redirect, to where nobody may look; an answer that never ends; and none at all. */
    @ParameterizedTest
    @CsvSource({
        "/redirect, HTTP_302, config",
        "/drip, TIMEOUT, timeout",
        "/silent, TIMEOUT, timeout",
        "/cut, BROKEN, network"
    })
    void takesForAFailureWhatIsNoAnswer(String path, String code, String origin) {
        var never = new CountDownLatch(1);
        receiver.at("/inside", says(200, "secret"));
        var webhook =
                webhook(
                        path,
                        exchange -> {
                            switch (path) {
                                case "/redirect" ->
                                        says(302, "", "Location", receiver.url("/inside"))
                                                .write(exchange);
                                case "/drip" -> {
                                    exchange.sendResponseHeaders(200, 0);
                                    while (!waited(never, 100)) exchange.getResponseBody().flush();
                                }
                                case "/silent" -> waited(never, 60_000);
                                default -> {
                                    exchange.sendResponseHeaders(200, 1000);
                                    exchange.getResponseBody().write(1);
                                }
                            }
                        });
        var event = deliveries.waiting(webhook, "{}", 0, 1);
        assertThat(outcome(event))
                .containsEntry("status", "error")
                .containsEntry("error_code", code)
                .containsEntry("failure_origin", origin);
        assertThat(receiver.at("/inside")).isEmpty();
        never.countDown();
    }

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/latest/meta-data/",
        "https://127.0.0.1/",
        "https://localhost:8443/",
        "https://[::ffff:10.0.0.1]/",
        "gopher://127.0.0.1/",
        "not a url at all"
    })
    void sendsNothingInside(String url) {
        var webhook = org.webhook(url);
        var event = deliveries.waiting(webhook, "{}", 0, 10);
        assertThat(outcome(event))
                .containsEntry("error_code", "TARGET_REFUSED")
                .containsEntry("failure_origin", "config");
    }

    @Test
    void sendsNoBodyThatIsNotWhole() {
        var webhook = webhook("/masked", says(200, ""));
        var event = deliveries.masked(webhook);
        org.change(
                "insert into retry_queue (org_id, log_id, integration_type, handler, payload_id,"
                        + " max_attempts, run_at) select org_id, id, integration_type, event_type,"
                        + " payload_id, 3, now() from integration_logs where id = ?",
                event);
        assertThat(outcome(event)).containsEntry("error_code", "BODY_NOT_KEPT");
        assertThat(receiver.at("/masked")).isEmpty();
    }

    @Test
    void masksWhatTheAnswerTellsBeforeItIsStored() {
        var webhook = webhook("/telling", says(500, "{\"password\":\"hunter2-secret\"}"));
        outcome(deliveries.waiting(webhook, "{}", 0, 1));
        assertThat(deliveries.rows("select response_body from event_payloads").toString())
                .contains("password")
                .doesNotContain("hunter2");
    }

    @Test
    void countsAnUnreadableSecretAsAnAttempt() {
        var webhook = webhook("/unsigned", says(200, ""));
        deliveries.sign(webhook, SecretKey.of(SecretKey.generate()), new byte[24]);
        assertThat(outcome(deliveries.waiting(webhook, "{}", 0, 2)))
                .containsEntry("failure_origin", "internal")
                .containsEntry("attempt_count", 2);
        assertThat(receiver.at("/unsigned")).isEmpty();
    }

    /** At most four at a time for one endpoint; others do not wait for it. */
    @Test
    void doesNotLetOneEndpointStarveTheOthers() {
        var open = new CountDownLatch(1);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var slow =
                webhook(
                        "/slow",
                        exchange -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            waited(open, 400);
                            now.decrementAndGet();
                            says(200, "").write(exchange);
                        });
        // the whole backlog first
        org.change("update webhooks set paused_until = 'infinity' where id = ?", slow);
        IntStream.range(0, 40).forEach(_ -> deliveries.waiting(slow, "{}", 0, 10));
        org.change("update webhooks set paused_until = null where id = ?", slow);
        await().until(() -> now.get() > 0);

        var before = new AtomicInteger(-1);
        var quick =
                webhook(
                        "/quick",
                        exchange -> {
                            before.set(receiver.at("/slow").size());
                            says(200, "").write(exchange);
                        });
        assertThat(outcome(deliveries.waiting(quick, "{}", 0, 10)))
                .containsEntry("status", "success");
        assertThat(before.get()).as("a part of the backlog").isBetween(1, 39);
        open.countDown();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> deliveries.rows("select 1 from retry_queue").isEmpty());
        assertThat(most.get()).isBetween(2, 4);
        assertThat(receiver.at("/slow")).hasSize(40);
    }

    /** Whoever leased it is dead: nobody will finish, so it is sent again, under the same id. */
    @Test
    void sendsAgainWhatADeadNodeHadLeased() {
        var webhook = webhook("/again", says(200, ""));
        var event = deliveries.failed(webhook, "{}");
        org.change(
                "insert into retry_queue (org_id, log_id, integration_type, handler, payload_id,"
                    + " state, attempt, max_attempts, run_at, lease_id, leased_until) select"
                    + " org_id, id, integration_type, event_type, payload_id, 'running', 1, 3,"
                    + " now(), uuidv7(), now() + interval '1 second' from integration_logs where id"
                    + " = ?",
                event);
        assertThat(outcome(event))
                .containsEntry("status", "success")
                .containsEntry("attempt_count", 2);
    }

    @Test
    void opensASecretWithItsOwnOrganisationAndRowOnly() {
        var id = UUID.randomUUID();
        var sealed = SealedSecret.seal(key, org.id(), id, new byte[] {1, 2, 3});
        assertThat(sealed.open(key, org.id(), id)).containsExactly(1, 2, 3);
        assertThat(sealed.ciphertext()).hasSize(3 + 16);
        for (var opening :
                List.<Runnable>of(
                        () -> sealed.open(key, new OrgId(UUID.randomUUID()), id),
                        () -> sealed.open(key, org.id(), UUID.randomUUID()),
                        () -> sealed.open(SecretKey.of(SecretKey.generate()), org.id(), id))) {
            assertThatThrownBy(opening::run).isInstanceOf(IllegalStateException.class);
        }
    }

    private UUID webhook(String path, Receiver.Answer answer) {
        receiver.at(path, answer);
        return org.webhook(receiver.url(path));
    }

    /** Waits for the final outcome of an event. */
    private Map<String, Object> outcome(UUID event) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> deliveries.outcomes(event), found -> !found.isEmpty())
                .getFirst();
    }

    private static boolean waited(CountDownLatch latch, int millis) {
        try {
            return latch.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
