package io.pulsegate;

import static io.pulsegate.testing.Receiver.says;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulsegate.testing.Beside;
import io.pulsegate.testing.Outsider;
import io.pulsegate.testing.Receiver;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestDatabaseConfiguration;
import io.pulsegate.testing.TestOrg;
import io.pulsegate.testing.TrustedReceiver;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * The story's AC-2, AC-3 and AC-4, each from an organisation that has an administrator and nothing
 * else, through the doors that everybody has: mutations, events, work. No row is written here. What
 * needs time to pass is told with the time at which it happened, which is what events are for.
 */
@Beside
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "pulsegate.deliveries.poll=100ms")
@Import({TestDatabaseConfiguration.class, TrustedReceiver.class})
class StoryTests {

    private static final String EXCHANGE = "application/vnd.pulsegate.exchange+json";

    @Autowired TestDatabase database;
    @Autowired Receiver receiver;
    @LocalServerPort int port;
    private Outsider admin;

    @BeforeEach
    void anEmptyOrganisation() {
        var email = "admin-" + UUID.randomUUID() + "@acme.example";
        TestOrg.create(database, "Acme").user(email, "ADMIN");
        admin = Outsider.withPassword(port, email, "demo");
    }

    // AC-2

    @Test
    void comarchIsConnected() {
        connection("COMARCH", "Optima");
        var events = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 2; i++) {
            events.add(event("comarch.sync", "error", Duration.ofHours(20).plusMinutes(i)));
        }
        for (int i = 0; i < 38; i++) {
            events.add(event("comarch.sync", "success", Duration.ofHours(2).plusMinutes(i)));
        }
        tell(events);
        var card = card("COMARCH");
        assertThat(words(card, "status", "level")).containsExactly("CONNECTED", "OK");
        assertThat(ago(card.at("/lastSyncAt"))).isBetween(119L, 121L);
        assertThat(card.at("/successRate24h").asDouble()).isEqualTo(95.0);
        assertThat(numbers(card, "successCount24h", "errorCount24h")).containsExactly(38, 2);
    }

    @Test
    void comarchHasAnError() {
        connection("COMARCH", "Optima");
        var failed = event("comarch.sync", "error", Duration.ofMinutes(5));
        failed.put("errormessage", "Invalid credentials");
        tell(List.of(event("comarch.sync", "success", Duration.ofHours(1)), failed));
        var card = card("COMARCH");
        assertThat(words(card, "status", "level", "lastErrorMessage"))
                .containsExactly("ERROR", "CRITICAL", "Invalid credentials");
        assertThat(ago(card.at("/lastErrorAt"))).isBetween(4L, 6L);
    }

    @Test
    void ediIsNotConfigured() {
        var card = card("EDI");
        assertThat(words(card, "status", "level")).containsExactly("NOT_CONFIGURED", "NONE");
        assertThat(card.at("/reason/summary").asString()).isEqualTo("It was never set up.");
        assertThat(card.at("/successRate24h").isNull()).isTrue();
    }

    @Test
    void threeKeysAreActive() throws Exception {
        var limited = admin.withKey(key("limited", 100, "dashboard:read"));
        var shop = admin.withKey(key("shop", null, "dashboard:read"));
        var erp = admin.withKey(key("erp", null, "dashboard:read"));
        // 42 in one minute make 42 %, so they must not stand on both sides of a full minute
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Instant.now().getEpochSecond() % 60 < 45);
        ask(limited, 42);
        ask(shop, 1000);
        ask(erp, 205);
        await().untilAsserted(() -> {
            var card = card("API_KEYS");
            assertThat(words(card, "status", "level")).containsExactly("CONNECTED", "OK");
            assertThat(numbers(card, "activeKeyCount", "requests24h")).containsExactly(3, 1247);
            assertThat(card.at("/peakUsage").asDouble()).isEqualTo(42.0);
            assertThat(card.at("/peakKeyName").asString()).isEqualTo("limited");
        });
    }

    @Test
    void twoOfFiveWebhooksFail() {
        receiver.at("/fine", says(200, ""));
        receiver.at("/broken", says(500, ""));
        for (var name : List.of("a", "b", "c", "d", "e")) {
            var broken = name.equals("d") || name.equals("e");
            assertThat(test(webhook(name, broken ? "/broken" : "/fine")))
                    .isEqualTo(broken ? "FAILED" : "SUCCEEDED");
        }
        // with the five above, 340 of 400 arrived
        var events = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 395; i++) {
            var arrived = i < 337;
            var event =
                    event(
                            "webhook.delivery",
                            arrived ? "success" : "error",
                            Duration.ofHours(1).plusMinutes(i));
            event.put("webhook", arrived ? "a" : "d");
            events.add(event);
        }
        tell(events);
        var card = card("WEBHOOKS");
        assertThat(words(card, "status", "level")).containsExactly("CONNECTED", "WARNING");
        assertThat(card.at("/reason/rule").asString()).isEqualTo("endpoints_failing");
        assertThat(
                        numbers(
                                card,
                                "activeWebhookCount",
                                "failingEndpointCount",
                                "failedDeliveries24h",
                                "successCount24h"))
                .containsExactly(5, 2, 60, 340);
        assertThat(card.at("/successRate24h").asDouble()).isEqualTo(85.0);
    }

    /** Every rule by which a card can be judged, beside those of the scenarios above. */
    @Test
    void everyOtherStateOfACardIsReached() {
        var optima = connection("COMARCH", "Optima");
        assertThat(rule("COMARCH")).isEqualTo("CONNECTED OK awaiting_first_run");
        tell(List.of(event("comarch.sync", "success", Duration.ofMinutes(3))));
        assertThat(rule("COMARCH")).isEqualTo("CONNECTED OK healthy");
        tell(
                IntStream.range(0, 20)
                        .mapToObj(i ->
                                event(
                                        "comarch.sync",
                                        i < 2 ? "error" : "success",
                                        Duration.ofHours(1).minusMinutes(i)))
                        .toList());
        assertThat(rule("COMARCH")).isEqualTo("CONNECTED WARNING low_rate");
        change(optima, Map.of("credentialExpiresAt", "2020-01-01T00:00:00Z"));
        assertThat(rule("COMARCH")).isEqualTo("DISCONNECTED CRITICAL credential_expired");
        admin.operation("DisableConnection", Map.of("id", optima, "reason", "moving house"));
        assertThat(rule("COMARCH")).isEqualTo("DISCONNECTED WARNING disabled");

        change(connection("IMPORT", "Prices"), Map.of("expectedEverySeconds", 3600));
        tell(List.of(event("import.run", "success", Duration.ofHours(3))));
        assertThat(rule("IMPORT")).isEqualTo("DISCONNECTED CRITICAL silent");

        receiver.at("/fine", says(200, ""));
        receiver.at("/broken", says(500, ""));
        test(webhook("broken", "/broken"));
        assertThat(rule("WEBHOOKS")).isEqualTo("ERROR CRITICAL all_endpoints_failing");
        test(webhook("fine", "/fine"));
        tell(
                IntStream.range(0, 30)
                        .mapToObj(i -> event("webhook.delivery", "error", Duration.ofMinutes(i)))
                        .toList());
        assertThat(rule("WEBHOOKS")).isEqualTo("ERROR CRITICAL failing_rate");
    }

    @Test
    void keysFailAndEnd() throws Exception {
        var made = createKey("writes only", null, "events:write");
        ask(admin.withKey(made.at("/token").asString()), 25);
        await().untilAsserted(() ->
                assertThat(rule("API_KEYS")).isEqualTo("ERROR CRITICAL failing_rate"));
        admin.operation(
                "RevokeApiKey",
                Map.of("id", made.at("/apiKey/id").asString(), "reason", "lost laptop"));
        assertThat(rule("API_KEYS")).isEqualTo("DISCONNECTED CRITICAL no_active_key");
    }

    // AC-3

    @Test
    void theFeedShowsTheNewestTwentyOfFifty() {
        var types = List.of("webhook.delivery", "comarch.sync", "edi.interchange", "export.run");
        var outcomes = List.of("success", "warning", "error");
        var events = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 50; i++) {
            var event =
                    event(types.get(i % 4), outcomes.get(i % 3), Duration.ofMinutes(5 + 20 * i));
            event.put("message", "event " + i);
            events.add(event);
        }
        tell(events.reversed());
        var feed = feed();
        assertThat(feed.valueStream().map(event -> event.at("/message").asString()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "event " + i).toList());
        var newest = feed.get(0);
        assertThat(words(newest, "type", "eventType", "status"))
                .containsExactly("WEBHOOKS", "webhook.delivery", "SUCCESS");
        assertThat(ago(newest.at("/occurredAt"))).isBetween(4L, 6L);
    }

    @Test
    void theFeedIsEmptyAndKnowsHowLongItHasBeenQuiet() {
        assertThat(feed()).isEmpty();
        tell(List.of(event("comarch.sync", "success", Duration.ofDays(3))));
        var activity = dashboard().at("/recentActivity");
        assertThat(activity.at("/events")).isEmpty();
        assertThat(ago(activity.at("/lastEventAt"))).isBetween(4319L, 4321L);
    }

    @Test
    void anErrorShowsItsDetailsAndIsTriedAgain() {
        var failed = event("comarch.invoice", "error", Duration.ofMinutes(2));
        failed.put("errormessage", "Connection timeout after 30s");
        failed.put("attempt", 3);
        failed.put("retryable", true);
        failed.put("datacontenttype", EXCHANGE);
        failed.put(
                "data",
                Map.of(
                        "request", Map.of("body", "{\"order\":118}"),
                        "response", Map.of("status", 504, "body", "upstream timed out")));
        tell(List.of(failed));
        var id = feed().get(0).at("/id").asString();
        var event = admin.operation("EventDetail", Map.of("id", id)).at("/integrationEvent");
        assertThat(event.at("/payload/requestBody").asString()).isEqualTo("{\"order\":118}");
        assertThat(event.at("/payload/responseBody").asString()).isEqualTo("upstream timed out");
        assertThat(event.at("/errorMessage").asString()).isEqualTo("Connection timeout after 30s");
        assertThat(event.at("/retryCount").asInt()).isEqualTo(2);
        assertThat(event.at("/whyNotRetryable").isNull()).as("[Retry Now]").isTrue();

        var ticket = retry(id);
        var worker = admin.withKey(key("worker", null, "work:claim", "payloads:read"));
        var work = claim(worker, 1).get(0);
        finish(worker, work, "complete", Map.of("http_status", 200));
        var ended = admin.operation("RetryTicket", Map.of("id", ticket)).at("/retryTicket/state");
        assertThat(ended.asString()).isEqualTo("SUCCEEDED");
        assertThat(feed().get(0).at("/status").asString()).isEqualTo("SUCCESS");
    }

    @Test
    void aNewEventComesByItself() {
        var updates =
                admin.watch(
                        "subscription { dashboardUpdates { newEventCount recentActivity {"
                                + " events { message } } } }");
        await().until(() -> !updates.isEmpty());
        var event = event("comarch.sync", "success", Duration.ZERO);
        event.put("message", "just now");
        tell(List.of(event));
        await().untilAsserted(() ->
                assertThat(updates)
                        .as(updates.toString())
                        .map(update -> update.at("/data/dashboardUpdates"))
                        .anySatisfy(update -> {
                            assertThat(update.at("/newEventCount").asInt()).isEqualTo(1);
                            assertThat(update.at("/recentActivity/events/0/message").asString())
                                    .isEqualTo("just now");
                        }));
    }

    // AC-4

    @Test
    void fiveFailedThreeWaitTwoAreDead() {
        connection("EXPORT", "Allegro");
        var events = new ArrayList<Map<String, Object>>();
        events.add(event("export.run", "error", Duration.ofHours(4)));
        for (int i = 0; i < 2; i++) {
            events.add(retryable(event("export.run", "error", Duration.ofHours(3))));
        }
        for (int i = 0; i < 3; i++) {
            events.add(retryable(event("export.run", "warning", Duration.ofHours(2))));
        }
        var ids = tell(events);
        // two are tried again, in vain: each is one failure more, and dead
        ids.subList(1, 3).forEach(this::retry);
        var worker = admin.withKey(key("worker", null, "work:claim"));
        for (var work : claim(worker, 2)) {
            finish(worker, work, "fail", Map.of("error", "File refused", "retryable", false));
        }
        // three wait for somebody to do them
        ids.subList(3, 6).forEach(this::retry);
        var errors = dashboard().at("/errorSummary");
        assertThat(numbers(errors, "failedCount24h", "pendingRetries", "deadLetterQueueCount"))
                .containsExactly(5, 3, 2);

        var logs =
                admin.operation(
                        "Logs",
                        Map.of(
                                "filter",
                                Map.of(
                                        "status",
                                        List.of("ERROR"),
                                        "from",
                                        Instant.now().minus(1, ChronoUnit.DAYS).toString())));
        assertThat(logs.at("/integrationLogs/nodes")).as("behind \"Failed Syncs\"").hasSize(5);
        assertThat(admin.operation("RetryQueue", Map.of()).at("/retryQueue/nodes")).hasSize(3);
        assertThat(admin.operation("DeadLetters", Map.of()).at("/deadLetters/nodes")).hasSize(2);
    }

    @Test
    void nothingFailedAndAllIsHealthy() {
        connection("COMARCH", "Optima");
        tell(List.of(event("comarch.sync", "success", Duration.ofMinutes(1))));
        var dashboard = dashboard();
        assertThat(
                        numbers(
                                dashboard.at("/errorSummary"),
                                "failedCount24h",
                                "pendingRetries",
                                "deadLetterQueueCount"))
                .containsExactly(0, 0, 0);
        assertThat(dashboard.at("/healthStatus/overallStatus").asString()).isEqualTo("HEALTHY");
    }

    private String connection(String type, String name) {
        var input = Map.of("type", type, "name", name);
        return admin.operation("AddConnection", Map.of("input", input))
                .at("/addConnection/id")
                .asString();
    }

    private void change(String id, Map<String, ?> input) {
        admin.operation("ChangeConnection", Map.of("id", id, "input", input));
    }

    private String webhook(String name, String path) {
        var input = Map.of("name", name, "url", receiver.url(path));
        return admin.operation("AddWebhook", Map.of("input", input))
                .at("/addWebhook/webhook/id")
                .asString();
    }

    /** How a test of a webhook ends. */
    private String test(String webhook) {
        var ticket =
                admin.operation("TestWebhook", Map.of("id", webhook, "idempotencyKey", webhook))
                        .at("/testWebhook/id")
                        .asString();
        return await().until(
                        () ->
                                admin.operation("RetryTicket", Map.of("id", ticket))
                                        .at("/retryTicket/state")
                                        .asString(),
                        state -> !List.of("QUEUED", "RUNNING").contains(state));
    }

    private String key(String name, @Nullable Integer limitPerMinute, String... scopes) {
        return createKey(name, limitPerMinute, scopes).at("/token").asString();
    }

    private JsonNode createKey(String name, @Nullable Integer limitPerMinute, String... scopes) {
        var input = new HashMap<String, Object>();
        input.put("name", name);
        input.put("scopes", List.of(scopes));
        input.put("limitPerMinute", limitPerMinute);
        return admin.operation("CreateApiKey", Map.of("input", input)).at("/createApiKey");
    }

    private static void ask(Outsider key, int times) throws InterruptedException {
        try (var askers = Executors.newFixedThreadPool(4)) {
            askers.invokeAll(
                    IntStream.range(0, times)
                            .<java.util.concurrent.Callable<Integer>>mapToObj(_ ->
                                    () -> key.get("/graphql?query=%7B__typename%7D").statusCode())
                            .toList());
        }
    }

    private static Map<String, Object> event(String type, String outcome, Duration ago) {
        return new HashMap<>(
                Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        UUID.randomUUID().toString(),
                        "source",
                        "/story",
                        "type",
                        type,
                        "time",
                        Instant.now().minus(ago).toString(),
                        "outcome",
                        outcome));
    }

    private static Map<String, Object> retryable(Map<String, Object> event) {
        event.put("retryable", true);
        return event;
    }

    /** Sends events with a key of their own; their ids, in the same order. */
    private List<String> tell(List<? extends Map<String, Object>> events) {
        var sender = admin.withKey(key("sender", null, "events:write"));
        var answer =
                sender.post(
                        "/api/integrations/events", "application/cloudevents-batch+json", events);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var items = JsonMapper.shared().readTree(answer.body()).at("/items");
        assertThat(items.valueStream().map(item -> item.at("/result").asString()))
                .containsOnly("ACCEPTED");
        return items.valueStream().map(item -> item.at("/event_id").asString()).toList();
    }

    private String retry(String event) {
        return admin.operation("RetryEvent", Map.of("id", event, "key", event))
                .at("/retryEvent/id")
                .asString();
    }

    private static JsonNode claim(Outsider worker, int expected) {
        var answer =
                worker.post(
                        "/api/integrations/work/claim", "application/json", Map.of("limit", 10));
        var items = JsonMapper.shared().readTree(answer.body()).at("/items");
        assertThat(items).as(answer.body()).hasSize(expected);
        return items;
    }

    private static void finish(Outsider worker, JsonNode work, String how, Map<String, ?> said) {
        var message = new HashMap<String, Object>(said);
        message.put("id", work.at("/id").asString());
        message.put("lease_id", work.at("/lease_id").asString());
        var answer = worker.post("/api/integrations/work/" + how, "application/json", message);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private JsonNode dashboard() {
        return admin.operation("Dashboard", Map.of());
    }

    private JsonNode feed() {
        return dashboard().at("/recentActivity/events");
    }

    private JsonNode card(String type) {
        return dashboard()
                .at("/healthStatus/cards")
                .valueStream()
                .filter(card -> card.at("/type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private String rule(String type) {
        var card = card(type);
        return String.join(" ", words(card, "status", "level"))
                + " "
                + card.at("/reason/rule").asString();
    }

    private static List<String> words(JsonNode node, String... fields) {
        return List.of(fields).stream().map(field -> node.at("/" + field).asString()).toList();
    }

    private static List<Integer> numbers(JsonNode node, String... fields) {
        return List.of(fields).stream().map(field -> node.at("/" + field).asInt()).toList();
    }

    /** In minutes. */
    private static long ago(JsonNode time) {
        return ChronoUnit.MINUTES.between(Instant.parse(time.asString()), Instant.now());
    }
}
