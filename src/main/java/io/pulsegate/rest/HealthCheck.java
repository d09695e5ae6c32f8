package io.pulsegate.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Health as {@code application/health+json}, after draft-inadarei-api-health-check-06: pass and
 * warn come with 200, fail with 503.
 */
final class HealthCheck {

    private HealthCheck() {}

    static Spelled spell(Answer answer, FailOn failOn) {
        var overall = Health.overall(answer);
        // somebody for whom this is a failure is told "fail", or status and status code would
        // differ
        boolean fails = overall.equals("down") || failOn.fails(overall);
        var checks = new LinkedHashMap<String, Object>();
        var time = Health.timestamp(answer);
        Card.configured(answer).forEach(card -> addTo(checks, card, time));
        var body = new LinkedHashMap<String, Object>();
        body.put("status", fails ? "fail" : overall.equals("healthy") ? "pass" : "warn");
        body.put("description", "The organisation's integrations: " + overall);
        body.put("checks", checks);
        body.put("notes", notes(answer));
        return Spelled.of(fails ? 503 : 200, body);
    }

    private static void addTo(Map<String, Object> checks, Card card, Object time) {
        var status = check(card, time);
        status.put("observedValue", card.status());
        checks.put(card.type() + ":status", List.of(status));
        var rate = card.rate();
        if (rate != null) {
            var success = check(card, time);
            success.put("observedValue", rate);
            success.put("observedUnit", "percent");
            checks.put(card.type() + ":success_rate_24h", List.of(success));
        }
    }

    private static Map<String, Object> check(Card card, Object time) {
        var check = new LinkedHashMap<String, Object>();
        check.put("componentId", card.type());
        check.put("componentType", "system");
        check.put("status", List.of("pass", "warn", "fail").get(card.code()));
        check.put("time", time);
        var message = card.message();
        if (message != null) {
            check.put("output", message);
        }
        return check;
    }

    private static List<String> notes(Answer answer) {
        return Card.all(answer).stream()
                .filter(card -> !card.isConfigured())
                .map(card -> card.type() + " is not configured")
                .toList();
    }
}
