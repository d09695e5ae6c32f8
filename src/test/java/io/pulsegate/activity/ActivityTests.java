package io.pulsegate.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Role;
import io.pulsegate.access.Viewer;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.server.WebGraphQlHandler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

@GatewayTest
class ActivityTests {

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;
    private TestOrg acme;
    private Asker admin;

    @BeforeEach
    void acme() {
        acme = TestOrg.create(database, "Acme");
        admin = Asker.of(handler, acme, Role.ADMIN);
    }

    @Test
    void showsTheNewestTwentyNewestFirst() {
        acme.logs("comarch", "success", 50, Duration.ofMinutes(3));
        var times =
                admin.operation("dashboard/Dashboard")
                        .execute()
                        .path("recentActivity.events[*].occurredAt")
                        .entityList(String.class)
                        .get();
        assertThat(times).hasSize(20).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void showsNothingOlderThanADayButSaysWhenTheLastEventWas() {
        acme.log("comarch", "success", Duration.ofDays(3));
        var answer = admin.operation("dashboard/Dashboard").execute();
        answer.path("recentActivity.events").entityList(Object.class).hasSize(0);
        answer.path("recentActivity.lastEventAt").hasValue();
    }

    @Test
    void marksWhatArrivedLate() {
        acme.log("edi", "success", Duration.ofMinutes(6));
        acme.log("edi", "success", Duration.ofMinutes(1));
        admin.operation("dashboard/Dashboard")
                .execute()
                .path("recentActivity.events[*].arrivedLate")
                .entityList(Boolean.class)
                .containsExactly(false, true);
    }

    @Test
    void pagesThroughTheWholeLogWithoutGapOrRepetition() {
        acme.logs("edi", "success", 25, Duration.ZERO);
        acme.logs("comarch", "error", 25, Duration.ofSeconds(7));
        var seen = new ArrayList<String>();
        String after = null;
        do {
            var answer =
                    admin.operation("dashboard/Logs")
                            .variable("first", 7)
                            .variable("after", after)
                            .execute();
            seen.addAll(answer.path("integrationLogs.nodes[*].id").entityList(String.class).get());
            after =
                    answer.path("integrationLogs.pageInfo.hasNextPage").entity(Boolean.class).get()
                            ? answer.path("integrationLogs.pageInfo.endCursor")
                                    .entity(String.class)
                                    .get()
                            : null;
        } while (after != null);
        assertThat(seen).hasSize(50).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\": [\"EDI\"]} | 4",
                "{\"status\": [\"ERROR\"]} | 3",
                "{\"status\": [\"ERROR\", \"WARNING\"]} | 5",
                "{\"type\": [\"COMARCH\"], \"status\": [\"ERROR\"]} | 3",
                "{\"text\": \"MARCH ERR\"} | 3",
                "{\"text\": \"100%\"} | 0",
                "{\"from\": \"2000-01-01T00:00:00Z\", \"to\": \"2001-01-01T00:00:00Z\"} | 0",
                "{\"from\": \"2000-01-01T00:00:00Z\"} | 9",
                "{} | 9"
            })
    void filters(String filter, int expected) {
        acme.logs("edi", "success", 4, Duration.ofMinutes(1));
        acme.logs("comarch", "error", 3, Duration.ofMinutes(1));
        acme.logs("webhooks", "warning", 2, Duration.ofMinutes(1));
        var value = tools.jackson.databind.json.JsonMapper.shared().readValue(filter, Map.class);
        admin.operation("dashboard/Logs")
                .variable("filter", value)
                .execute()
                .path("integrationLogs.nodes")
                .entityList(Object.class)
                .hasSize(expected);
    }

    @Test
    void showsEverythingThatBelongsToAnEventInTwoRoundTrips() {
        var event = richEvent();
        var statements =
                database.statementsOf(() -> {
                    var answer =
                            admin.operation("dashboard/EventDetail")
                                    .variable("id", event)
                                    .execute();
                    answer.path("integrationEvent.retryCount").entity(Integer.class).isEqualTo(2);
                    answer.path("integrationEvent.webhook.name")
                            .entity(String.class)
                            .isEqualTo("https://example.com/hook");
                    answer.path("integrationEvent.payload.requestBody")
                            .entity(String.class)
                            .isEqualTo("{\"order\":1}");
                    answer.path("integrationEvent.payload.requestHeaders.host")
                            .entity(String.class)
                            .isEqualTo("example.com");
                    answer.path("integrationEvent.attempts[*].number")
                            .entityList(Integer.class)
                            .containsExactly(1, 2, 3);
                    answer.path("integrationEvent.retries[*].status")
                            .entityList(String.class)
                            .containsExactly("SUCCESS");
                    answer.path("integrationEvent.pendingRetry.maxAttempts")
                            .entity(Integer.class)
                            .isEqualTo(8);
                });
        // announce, the event; then announce, its details, whether it can be retried
        assertThat(statements.stream().mapToLong(TestDatabase.Statement::calls).sum())
                .as(statements.toString())
                .isEqualTo(5);
    }

    @Test
    void readsTheDetailsOfTwentyEventsAndOfAliasesTogether() {
        var event = richEvent();
        acme.logs("webhooks", "success", 20, Duration.ofMinutes(1));
        var statements =
                database.statementsOf(() ->
                        admin.document(
                                        """
                                        query ($id: ID!) {
                                          recentActivity { events { payload { requestBody } webhook { name } attempts { number } } }
                                          a: integrationEvent(id: $id) { payload { requestBody } retries { eventId } }
                                          b: integrationEvent(id: "%s") { id }
                                        }\
                                        """
                                                .formatted(event))
                                .variable("id", event)
                                .executeAndVerify());
        // announce, feed, events by id; then announce, details
        assertThat(statements.stream().mapToLong(TestDatabase.Statement::calls).sum())
                .as(statements.toString())
                .isEqualTo(5);
    }

    @Test
    void showsNoBodyToAKeyWithoutTheRight() {
        var event = richEvent();
        var key =
                new Viewer(
                        acme.id(),
                        new Viewer.ApiKey(UUID.randomUUID(), "key", null),
                        Set.of(Grant.DASHBOARD_READ));
        var answer =
                Asker.of(handler, key)
                        .document(
                                "{ integrationEvent(id: \"%s\") { id payload { requestBody } } }"
                                        .formatted(event))
                        .execute();
        answer.errors()
                .satisfy(errors ->
                        assertThat(errors)
                                .singleElement()
                                .satisfies(error ->
                                        assertThat(error.getExtensions())
                                                .containsEntry("code", "FORBIDDEN")));
        answer.path("integrationEvent.payload").valueIsNull();
        answer.path("integrationEvent.id").hasValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-uuid", "", "11111111-1111-1111-1111-111111111111", "FOREIGN"})
    void answersAlikeForWhatIsNotThereAndWhatIsNotYours(String id) {
        var globex = TestOrg.create(database, "Globex");
        var foreign = globex.log("edi", "error", Duration.ofMinutes(1)).toString();
        var answer =
                admin.operation("dashboard/EventDetail")
                        .variable("id", id.replace("FOREIGN", foreign))
                        .execute();
        answer.errors()
                .satisfy(errors ->
                        assertThat(errors)
                                .singleElement()
                                .satisfies(error -> {
                                    assertThat(error.getMessage())
                                            .isEqualTo("There is no such event.");
                                    assertThat(error.getExtensions())
                                            .isEqualTo(Map.of("code", "NOT_FOUND"));
                                }));
        answer.path("integrationEvent").valueIsNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ recentActivity(first: 101) { lastEventAt } } | BAD_USER_INPUT",
                "{ recentActivity(first: 0) { lastEventAt } } | BAD_USER_INPUT",
                "{ integrationLogs(first: -1) { pageInfo { hasNextPage } } } | BAD_USER_INPUT",
                "{ integrationLogs(after: \"broken\") { pageInfo { hasNextPage } } } |"
                        + " BAD_USER_INPUT",
                "{ integrationLogs(filter: {text: \"x\"}) { pageInfo { hasNextPage } } } |"
                        + " BAD_USER_INPUT",
                "{ integrationLogs(filter: {text: \"x\\u0000y\"}) { pageInfo { hasNextPage } } } |"
                        + " BAD_USER_INPUT",
                "{ integrationLogs(filter: {from: \"2026-01-02T00:00:00Z\", to:"
                    + " \"2026-01-01T00:00:00Z\"}) { pageInfo { hasNextPage } } } | BAD_USER_INPUT",
                "{ integrationLogs(filter: {from: \"yesterday\"}) { pageInfo { hasNextPage } } } |"
                        + " GRAPHQL_VALIDATION_FAILED",
                "{ recentActivity(first: \"many\") { lastEventAt } } | GRAPHQL_VALIDATION_FAILED",
                "{ nothingLikeThis } | GRAPHQL_VALIDATION_FAILED",
                "{ healthStatus { | GRAPHQL_PARSE_FAILED",
            })
    void refusesBadInputWithACode(String document, String code) {
        var codes = new ArrayList<Object>();
        admin.document(document)
                .execute()
                .errors()
                .satisfy(errors ->
                        errors.forEach(error -> codes.add(error.getExtensions().get("code"))));
        assertThat(codes).isEqualTo(code.equals("NONE") ? List.of() : List.of(code));
    }

    /** A failed delivery with bodies, three attempts, a later success, and a waiting retry. */
    private String richEvent() {
        return acme.inOrg(jdbc -> {
            var org = acme.id().value();
            var hook =
                    jdbc.sql(
                                    "insert into webhooks (org_id, name, url) values (?,"
                                        + " 'https://example.com/hook', 'https://example.com/hook')"
                                        + " returning id")
                            .param(org)
                            .query(UUID.class)
                            .single();
            var delivery =
                    jdbc.sql(
                                    "insert into webhook_deliveries (org_id, webhook_id,"
                                        + " message_id, event_type, status) values (?, ?, uuidv7(),"
                                        + " 'order.created', 'dead') returning id")
                            .params(org, hook)
                            .query(UUID.class)
                            .single();
            var payload =
                    jdbc.sql(
                                    """
                                    insert into event_payloads (org_id, request_headers, request_body, redaction_version)
                                    values (?, '{"host": "example.com"}', '{"order":1}', 1) returning id\
                                    """)
                            .param(org)
                            .query(UUID.class)
                            .single();
            var event =
                    jdbc.sql(
                                    """
                                    insert into integration_logs (org_id, integration_type, event_type, status, message, attempt_count, webhook_id, delivery_id, payload_id, occurred_at)
                                    values (?, 'webhooks', 'webhook.delivery', 'error', 'failed', 3, ?, ?, ?, now() - interval '1 hour') returning id\
                                    """)
                            .params(org, hook, delivery, payload)
                            .query(UUID.class)
                            .single();
            jdbc.sql(
                            """
                            insert into webhook_delivery_attempts (org_id, delivery_id, attempt_number, trigger, url, started_at)
                            select ?, ?, n, 'automatic', 'https://example.com/hook', now() - interval '1 hour' + n * interval '1 minute' from generate_series(1, 3) n\
                            """)
                    .params(org, delivery)
                    .update();
            jdbc.sql(
                            """
                            insert into integration_logs (org_id, integration_type, event_type, status, message, retry_of, occurred_at)
                            values (?, 'webhooks', 'webhook.delivery', 'success', 'delivered', ?, now())\
                            """)
                    .params(org, event)
                    .update();
            jdbc.sql(
                            "insert into retry_queue (org_id, log_id, integration_type, handler,"
                                + " max_attempts, run_at) values (?, ?, 'webhooks', 'webhook', 8,"
                                + " now())")
                    .params(org, event)
                    .update();
            return event.toString();
        });
    }
}
