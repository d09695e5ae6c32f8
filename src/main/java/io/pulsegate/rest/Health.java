package io.pulsegate.rest;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/**
 * The health check's JSON. The four integrations stand under {@code integrations} and once more at
 * the top, since the story knows both places; exports and imports only when somebody set them up.
 */
final class Health {

    private static final List<String> ALWAYS = List.of("comarch", "edi", "api_keys", "webhooks");
    private static final List<String> WORST_LAST = List.of("healthy", "degraded", "down");

    private Health() {}

    static Spelled spell(Answer answer, FailOn failOn) {
        var overall = overall(answer);
        var integrations = new LinkedHashMap<String, @Nullable Object>();
        for (var card : Card.all(answer)) {
            if (card.isConfigured() || !card.isOptional()) {
                integrations.put(card.type(), card.spell());
            }
        }
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("overall_status", overall);
        body.put("status_code", WORST_LAST.indexOf(overall));
        body.put("configured_count", answer.section(Answer.HEALTH).get("configured_count"));
        body.put("integrations", integrations);
        ALWAYS.forEach(type -> body.put(type, integrations.get(type)));
        body.put("timestamp", timestamp(answer));
        return Spelled.of(failOn.fails(overall) ? 503 : 200, body);
    }

    static String overall(Answer answer) {
        return String.valueOf(answer.section(Answer.HEALTH).get("overall_status"));
    }

    static Object timestamp(Answer answer) {
        return Objects.requireNonNull(answer.section(Answer.HEALTH).get("timestamp"));
    }
}
