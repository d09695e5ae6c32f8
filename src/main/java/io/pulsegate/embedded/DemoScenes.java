package io.pulsegate.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happens at Northwind, beat by beat, as CloudEvents around recorded payloads. Numbers that
 * look random are counted: the same beat tells the same story, under the same ids, so that telling
 * it twice changes nothing.
 */
final class DemoScenes {

    private static final String EXCHANGE = "application/vnd.pulsegate.exchange+json";

    private DemoScenes() {}

    /** The events of a beat; most beats have one or two. */
    static List<Map<String, Object>> at(long beat, Instant time) {
        var events = new ArrayList<Map<String, Object>>();
        if (beat % 4 == 0) events.add(sync(beat));
        if (beat % 3 == 0) events.add(delivery(beat));
        if (beat % 5 == 1) events.add(order(beat));
        if (beat % 5 == 3) events.add(answer(beat));
        if (beat % 7 == 2) events.add(run("export", "Ledger export", beat, "ksef-invoice.xml"));
        if (beat % 11 == 5)
            events.add(run("import", "Catalogue import", beat, "shopify-order.json"));
        events.forEach(event -> event.put("time", time.toString()));
        return events;
    }

    /** Comarch is away now and then, and back with the next sync. */
    private static Map<String, Object> sync(long beat) {
        boolean failed = beat % 92 == 48;
        var event = event(beat, "comarch.sync", "Comarch Optima");
        event.put("subject", "sync-" + beat);
        event.put("durationms", 1800 + (int) (beat * 37 % 900));
        event.put("outcome", failed ? "error" : "success");
        if (failed) {
            event.put("message", "Comarch sync of orders failed");
            event.put(
                    "errormessage", "Comarch Optima answered 503 Service Temporarily Unavailable");
            exchange(
                    event,
                    "comarch-document-order.xml",
                    503,
                    "nginx-503-service-temporarily-unavailable.http");
        } else {
            event.put(
                    "message", "Comarch sync of orders: %d written".formatted(20 + beat * 13 % 60));
            body(event, "application/xml", text("comarch-document-order.xml"));
        }
        return event;
    }

    private static Map<String, Object> delivery(long beat) {
        boolean payout = beat % 2 == 0;
        boolean failed = beat % 27 == 12;
        var event = event(beat, "webhook.delivery", null);
        event.put("webhook", payout ? "Payouts" : "Repositories");
        event.put("direction", "outbound");
        event.put("subject", (payout ? "po_" : "push-") + beat);
        event.put("outcome", failed ? "error" : "success");
        event.put(
                "message",
                (payout ? "payout.paid" : "push")
                        + " webhook "
                        + (failed ? "failed" : "delivered"));
        if (failed) {
            event.put("errormessage", "504 Gateway Time-out after 30 s");
            event.put("attempt", 3);
            event.put("retryable", true);
        }
        exchange(
                event,
                payout ? "stripe-payout.paid.json" : "github-push.json",
                failed ? 504 : 200,
                failed ? "nginx-504-gateway-time-out.http" : null);
        return event;
    }

    private static Map<String, Object> order(long beat) {
        var event = event(beat, "edi.interchange", "X12 partners");
        event.put("direction", "outbound");
        event.put("subject", "PO-" + beat);
        event.put("message", "850 purchase order sent to Contoso");
        var order =
                text("x12-850-order.edi")
                        .replace("ABCDEFGHIJKLMNO", "NORTHWIND      ")
                        .replace("123456789012345", "CONTOSO        ")
                        .replace("000003438", "%09d".formatted(beat % 1_000_000_000))
                        .replace("*1421*X", "*" + beat + "*X")
                        .replace("*1421\n", "*" + beat + "\n");
        body(event, "application/edi-x12", order);
        return event;
    }

    /** To the order two beats before. */
    private static Map<String, Object> answer(long beat) {
        boolean refused = beat % 45 == 18;
        var event = event(beat, "edi.acknowledgement", "X12 partners");
        event.put("direction", "inbound");
        event.put("subject", "PO-" + (beat - 2));
        event.put("outcome", refused ? "warning" : "success");
        event.put("message", "997 of Contoso: " + (refused ? "rejected" : "accepted"));
        body(
                event,
                "application/edi-x12",
                answer(beat % 1_000_000_000, beat - 2, refused ? "R" : "A"));
        return event;
    }

    private static String answer(long number, long group, String verdict) {
        return """
        ISA*00*          *00*          *ZZ*CONTOSO        *ZZ*NORTHWIND      *261122*1015*U*00401*%09d*0*P*>~
        GS*FA*CONTOSO*NORTHWIND*20261122*1015*%1$d*X*004010~
        ST*997*0001~
        AK1*PO*%2$d~
        AK9*%3$s*1*1*1~
        SE*4*0001~
        GE*1*%1$d~
        IEA*1*%1$09d~
        """
                .formatted(number, group, verdict);
    }

    private static Map<String, Object> run(
            String integration, String connection, long beat, String payload) {
        var event = event(beat, integration + ".run", connection);
        event.put("message", connection + ": %d records".formatted(5 + beat * 7 % 40));
        event.put("subject", integration + "-" + beat);
        body(
                event,
                payload.endsWith(".xml") ? "application/xml" : "application/json",
                text(payload));
        return event;
    }

    private static Map<String, Object> event(long beat, String type, @Nullable String connection) {
        var event = new LinkedHashMap<String, Object>();
        event.put("specversion", "1.0");
        event.put("id", type + "-" + beat);
        event.put("source", "/northwind/demo");
        event.put("type", type);
        if (connection != null) event.put("connection", connection);
        return event;
    }

    private static void body(Map<String, Object> event, String type, String body) {
        exchange(event, Map.of("headers", Map.of("content-type", type), "body", body), Map.of());
    }

    private static void exchange(
            Map<String, Object> event, String request, int status, @Nullable String answer) {
        var response = new LinkedHashMap<String, Object>();
        response.put("status", status);
        if (answer != null) {
            var whole = text(answer);
            response.put("headers", Map.of("content-type", "text/html", "server", "nginx"));
            response.put("body", whole.substring(whole.indexOf("\r\n\r\n") + 4));
        }
        var type = request.endsWith(".xml") ? "application/xml" : "application/json";
        exchange(
                event,
                Map.of("headers", Map.of("content-type", type), "body", text(request)),
                response);
    }

    private static void exchange(
            Map<String, Object> event, Map<String, ?> request, Map<String, ?> response) {
        event.put("datacontenttype", EXCHANGE);
        event.put(
                "data",
                response.isEmpty()
                        ? Map.of("request", request)
                        : Map.of("request", request, "response", response));
    }

    private static String text(String payload) {
        try {
            return new ClassPathResource("db/seed/payloads/" + payload).getContentAsString(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
