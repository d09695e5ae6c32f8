package io.pulsegate.rest;

import static io.pulsegate.rest.Answer.HEALTH;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The dashboard's JSON. A section that failed is null, and {@code errors} says why. */
final class Dashboard {

    private static final List<String> CARDS = List.of("comarch", "edi", "api_keys", "webhooks");

    private Dashboard() {}

    static Spelled spell(Answer answer, FailOn ignored) {
        Map<String, @Nullable Object> health =
                answer.has(HEALTH) ? answer.section(HEALTH) : Map.of();
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put(HEALTH, health.isEmpty() ? null : cards(health));
        body.put("recent_activity", events(answer));
        body.put("error_summary", answer.sections().get("error_summary"));
        body.put("success_rate_24h", health.get("success_rate_24h"));
        body.put("computed_at", health.get("computed_at"));
        if (!answer.complete()) {
            body.put("errors", answer.failures().stream().map(Answer.Failure::spell).toList());
        }
        return Spelled.ok(body);
    }

    private static Map<String, @Nullable Object> cards(Map<String, @Nullable Object> health) {
        var cards = new LinkedHashMap<String, @Nullable Object>();
        CARDS.forEach(type -> cards.put(type, health.get(type)));
        return cards;
    }

    private static @Nullable Object events(Answer answer) {
        return answer.has("recent_activity")
                ? answer.section("recent_activity").get("events")
                : null;
    }
}
