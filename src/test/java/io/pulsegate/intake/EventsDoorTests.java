package io.pulsegate.intake;

import static io.pulsegate.intake.Events.event;
import static io.pulsegate.intake.Sender.json;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** What comes in at the door, what is turned away, and in which words. */
@IntakeTest
class EventsDoorTests {

    @Autowired TestDatabase database;
    @LocalServerPort int port;
    private TestOrg acme;
    private Sender sender;

    @BeforeEach
    void settle() {
        acme = TestOrg.create(database, "Acme");
        sender = Sender.of(port, acme, "events:write");
    }

    @Test
    void storesAnEventInTheWordsOfTheLog() {
        var connection = acme.connection("comarch");
        var answer =
                sender.event(
                        event(
                                "1",
                                Map.ofEntries(
                                        Map.entry("subject", "ZS-118"),
                                        Map.entry("time", "2026-11-20T10:15:30.123456+02:00"),
                                        Map.entry("outcome", "error"),
                                        Map.entry("message", "Comarch sync of orders"),
                                        Map.entry("errormessage", "Timed out"),
                                        Map.entry("errorcode", "E17"),
                                        Map.entry("httpstatus", 504),
                                        Map.entry("durationms", 30000),
                                        Map.entry("attempt", 3),
                                        Map.entry("retryable", true),
                                        Map.entry("direction", "outbound"),
                                        Map.entry("businesskind", "order"),
                                        Map.entry("correlationid", "c-1"),
                                        Map.entry("connection", connection.toString()),
                                        Map.entry(
                                                "traceparent",
                                                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                                        Map.entry("data", Map.of("order", 118)))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var row =
                acme.inOrg(jdbc ->
                        jdbc.sql(
                                        "select l.*, p.request_body, p.content_type, extract(epoch"
                                            + " from occurred_at)::text as at from integration_logs"
                                            + " l join event_payloads p on p.id = l.payload_id")
                                .query()
                                .singleRow());
        assertThat(row)
                .containsEntry("integration_type", "comarch")
                .containsEntry("event_type", "com.example.comarch.sync")
                .containsEntry("status", "error")
                .containsEntry("message", "Comarch sync of orders")
                .containsEntry("error_message", "Timed out")
                .containsEntry("error_code", "E17")
                .containsEntry("failure_origin", "timeout")
                .containsEntry("http_status", 504)
                .containsEntry("duration_ms", 30000)
                .containsEntry("attempt_count", 3)
                .containsEntry("retryable", true)
                .containsEntry("direction", "outbound")
                .containsEntry("source", "/erp/warsaw")
                .containsEntry("source_event_id", "1")
                .containsEntry("business_kind", "order")
                .containsEntry("business_ref", "ZS-118")
                .containsEntry("correlation_id", "c-1")
                .containsEntry("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736")
                .containsEntry("connection_id", connection)
                .containsEntry("actor_kind", "api_key")
                .containsEntry("at", "1795162530.123456")
                .containsEntry("request_body", "{\"order\":118}")
                .containsEntry("content_type", "application/json");
        assertThat(json(answer).at("/items/0/event_id").stringValue())
                .isEqualTo(String.valueOf(row.get("id")));
    }

    @Test
    void takesAnEventInBinaryMode() {
        var answer =
                sender.post(
                        "text/plain",
                        "Zażółć gęślą jaźń".getBytes(UTF_8),
                        Map.of(
                                "ce-specversion", "1.0",
                                "ce-id", "b-1",
                                "ce-source", "/erp",
                                "ce-type", "edi.interchange",
                                "ce-message", "%E2%82%AC uro",
                                "ce-durationms", "12"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(texts("select message || ' ' || duration_ms from integration_logs"))
                .containsExactly("€ uro 12");
        assertThat(texts("select request_body from event_payloads"))
                .containsExactly("Zażółć gęślą jaźń");
    }

    @Test
    void answersARepetitionLikeTheFirstAndStoresNothing() {
        var first = json(sender.event(event("1")));
        var again = json(sender.event(event("1", Map.of("message", "other words"))));
        assertThat(again.path("duplicates").intValue()).isEqualTo(1);
        assertThat(again.at("/items/0/event_id")).isEqualTo(first.at("/items/0/event_id"));
        assertThat(texts("select message from integration_logs"))
                .containsExactly("com.example.comarch.sync");
    }

    /** In PostgreSQL's own words, at the place where it would say them. */
    @Test
    void takesNothingWhileTheDiskIsFullAndGoesOnWhenThereIsRoom() {
        var owner = database.owner().jdbc();
        owner.sql(
                        """
                        create function full_disk() returns trigger language plpgsql as $$
                        begin
                            raise 'could not extend file: No space left on device' using errcode = '53100';
                        end $$
                        """)
                .update();
        owner.sql(
                        "create trigger full_disk before insert on integration_logs for each"
                                + " statement execute function full_disk()")
                .update();
        try {
            var answer = sender.event(event("1"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
            assertThat(answer.body()).doesNotContain("extend file");
        } finally {
            owner.sql("drop function full_disk cascade").update();
        }
        assertThat(sender.event(event("1")).statusCode()).isEqualTo(202);
        assertThat(texts("select source_event_id from integration_logs")).containsExactly("1");
    }

    @Test
    void doesNotLoseTheOthersForABadOne() {
        var results =
                sender.results(
                        List.of(
                                event("1"),
                                Map.of("specversion", "1.0"),
                                "not an object",
                                event("2", Map.of("type", "com.example.nothing")),
                                event("3", Map.of("connection", "unheard of")),
                                event("4", Map.of("time", "2016-01-01T00:00:00Z")),
                                event("5", Map.of("outcome", "perhaps")),
                                event("1"),
                                event("6")));
        assertThat(results)
                .containsExactly(
                        "ACCEPTED",
                        "REJECTED",
                        "REJECTED",
                        "REJECTED",
                        "REJECTED",
                        "REJECTED",
                        "REJECTED",
                        "DUPLICATE",
                        "ACCEPTED");
        assertThat(texts("select source_event_id from integration_logs order by 1"))
                .containsExactly("1", "6");
    }

    @Test
    void saysInACodeWhyAnItemIsRejected() {
        var codes =
                json(sender.batch(
                                List.of(
                                        "x",
                                        event("1", Map.of("specversion", "0.9")),
                                        Map.of("specversion", "1.0", "id", "1"),
                                        event("1", Map.of("time", "lunchtime")),
                                        event("x".repeat(257)),
                                        event("1", Map.of("data_base64", "%%%")),
                                        event("1", Map.of("type", "a.b")),
                                        event("1", Map.of("connection", "none")),
                                        event("1", Map.of("webhook", "none")),
                                        event("1", Map.of("time", "2016-01-01T00:00:00Z")))))
                        .path("items")
                        .valueStream()
                        .map(item -> item.path("code").stringValue())
                        .toList();
        assertThat(codes)
                .containsExactly(
                        "NOT_AN_EVENT",
                        "SPEC_VERSION_UNKNOWN",
                        "ATTRIBUTE_MISSING",
                        "ATTRIBUTE_INVALID",
                        "ATTRIBUTE_TOO_LONG",
                        "DATA_INVALID",
                        "INTEGRATION_UNKNOWN",
                        "CONNECTION_UNKNOWN",
                        "WEBHOOK_UNKNOWN",
                        "TOO_OLD");
    }

    @Test
    void refusesASingleEventAsAWhole() {
        assertProblem(sender.event(Map.of("specversion", "1.0")), 400, "BAD_USER_INPUT");
        assertProblem(
                sender.post(Sender.EVENT, "{".getBytes(UTF_8), Map.of()), 400, "BAD_USER_INPUT");
        assertProblem(
                sender.post(Sender.BATCH, "{}".getBytes(UTF_8), Map.of()), 400, "BAD_USER_INPUT");
        assertProblem(
                sender.post("application/json", "{}".getBytes(UTF_8), Map.of()),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        assertProblem(
                sender.post("application/cloudevents+xml", "<event/>".getBytes(UTF_8), Map.of()),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void takesWhatTheRequestSaysOfAllItsEvents() {
        var answer =
                new Sender(port, acme, sender.key())
                        .post(
                                "application/json",
                                "{}".getBytes(UTF_8),
                                Map.of(
                                        "ce-specversion", "1.0",
                                        "ce-id", "1",
                                        "ce-source", "/github",
                                        "ce-type", "com.github.push",
                                        "ce-integration", "webhooks"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(texts("select integration_type from integration_logs"))
                .containsExactly("webhooks");
    }

    @Test
    void unpacksGzipAndNoBombs() throws IOException {
        var batch = "[" + "{},".repeat(10) + "{}]";
        assertThat(gzipped(Sender.BATCH, batch.getBytes(UTF_8)).statusCode()).isEqualTo(202);
        assertProblem(gzipped(Sender.BATCH, new byte[64 << 20]), 413, "PAYLOAD_TOO_LARGE");
        assertProblem(
                sender.post(
                        Sender.BATCH, batch.getBytes(UTF_8), Map.of("Content-Encoding", "gzip")),
                400,
                "BAD_USER_INPUT");
        assertProblem(
                sender.post(Sender.BATCH, batch.getBytes(UTF_8), Map.of("Content-Encoding", "br")),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void boundsBodiesAndBatches() {
        assertProblem(
                sender.post(Sender.BATCH, new byte[(1 << 20) + 1], Map.of()),
                413,
                "PAYLOAD_TOO_LARGE");
        var many = IntStream.range(0, 501).mapToObj(i -> event("m-" + i)).toList();
        assertProblem(sender.batch(many), 413, "PAYLOAD_TOO_LARGE");
        assertThat(sender.results(many.subList(0, 500))).hasSize(500).containsOnly("ACCEPTED");
    }

    @Test
    void cutsALongBodyAndSaysSo() {
        sender.event(
                event("1", Map.of("data", "ż".repeat(70_000), "datacontenttype", "text/plain")));
        assertThat(
                        texts(
                                "select length(request_body) || ' ' || request_truncated from"
                                        + " event_payloads"))
                .containsExactly("65536 true");
    }

    @Test
    void keepsBothSidesOfAnExchange() {
        sender.event(
                event(
                        "1",
                        Map.of(
                                "datacontenttype",
                                Exchange.TYPE,
                                "outcome",
                                "error",
                                "data",
                                Map.of(
                                        "request",
                                        Map.of(
                                                "headers",
                                                Map.of(
                                                        "Content-Type",
                                                        "text/xml",
                                                        "X-Api-Key",
                                                        "very secret"),
                                                "body",
                                                "<order/>"),
                                        "response",
                                        Map.of("status", 503, "body", "<h1>Unavailable</h1>")))));
        assertThat(
                        texts(
                                "select content_type || request_headers || request_body ||"
                                        + " response_headers || response_body from event_payloads"))
                .containsExactly(
                        "text/xml{\"X-Api-Key\": \"[redacted]\", \"Content-Type\":"
                            + " \"text/xml\"}<order/>{\":status\": \"503\"}<h1>Unavailable</h1>");
        assertThat(texts("select failure_origin || http_status from integration_logs"))
                .containsExactly("remote_5xx503");
    }

    @Test
    void storesWhatPostgresqlCannotHoldInAnotherForm() {
        var results =
                sender.results(List.of(event("1", Map.of("message", "a\0b", "data", "\0\uD800"))));
        assertThat(results).containsExactly("ACCEPTED");
        assertThat(texts("select message from integration_logs")).containsExactly("a\uFFFDb");
    }

    @Test
    void wantsAKeyOfTheRightScopeAndTellsNothingOfAnotherOrganisation() {
        assertThat(Sender.of(port, acme, "dashboard:read").event(event("1")).statusCode())
                .isEqualTo(403);
        assertThat(new Sender(port, acme, "pgk_wrong").event(event("1")).statusCode())
                .isEqualTo(401);
        var globex = TestOrg.create(database, "Globex");
        var connection = globex.connection("comarch");
        var webhook = globex.webhook("https://globex.example/hook");
        assertThat(
                        sender.results(
                                List.of(
                                        event("1", Map.of("connection", connection.toString())),
                                        event("2", Map.of("webhook", webhook.toString())),
                                        event("3"))))
                .containsExactly("REJECTED", "REJECTED", "ACCEPTED");
        // the same source and id are another event in another organisation
        assertThat(Sender.of(port, globex, "events:write").results(List.of(event("3"))))
                .containsExactly("ACCEPTED");
        assertThat(texts("select source_event_id from integration_logs")).containsExactly("3");
    }

    @Test
    void publishesItsCodes() throws IOException {
        var contract =
                JsonMapper.shared()
                        .readTree(
                                new ClassPathResource("static/api/openapi.json")
                                        .getContentAsByteArray());
        assertThat(
                        contract.at(
                                        "/components/schemas/Receipt/properties/items/items/properties/code/enum")
                                .valueStream()
                                .map(JsonNode::stringValue))
                .containsExactlyElementsOf(
                        Stream.of(Refusal.Code.values()).map(Refusal.Code::name).toList());
    }

    private HttpResponse<String> gzipped(String type, byte[] body) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        }
        return sender.post(type, packed.toByteArray(), Map.of("Content-Encoding", "gzip"));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(json(answer).path("code").stringValue()).isEqualTo(code);
    }

    private List<String> texts(String sql) {
        return acme.inOrg(jdbc -> jdbc.sql(sql).query((row, _) -> row.getString(1)).list());
    }
}
