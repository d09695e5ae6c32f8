package io.pulsegate.rest;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One integration as the health operation answered it, and what monitors want to know of it. */
record Card(Map<String, @Nullable Object> fields) {

    @SuppressWarnings("unchecked") // the operation asks for a list of objects
    static List<Card> all(Answer answer) {
        var cards =
                (List<Map<String, @Nullable Object>>) answer.section(Answer.HEALTH).get("cards");
        return Objects.requireNonNull(cards).stream().map(Card::new).toList();
    }

    /** Of an answer's cards, those that somebody set up. */
    static List<Card> configured(Answer answer) {
        return all(answer).stream().filter(Card::isConfigured).toList();
    }

    String type() {
        return text("_type");
    }

    String status() {
        return text("status");
    }

    boolean isConfigured() {
        return !status().equals("not_configured");
    }

    boolean isOptional() {
        return type().equals("export") || type().equals("import");
    }

    /** 0 fine, 1 warning, 2 critical, 3 not set up: as monitors count. */
    int code() {
        return switch (text("level")) {
            case "ok" -> 0;
            case "warning" -> 1;
            case "critical" -> 2;
            default -> 3;
        };
    }

    boolean isAlarming() {
        return code() == 1 || code() == 2;
    }

    /**
     * What is wrong, null when nothing is. An integration in error says what it last said; an old
     * error of one that works again is not repeated here.
     */
    @Nullable String message() {
        if (!isAlarming()) {
            return null;
        }
        return status().equals("error") && fields.get("last_error_message") instanceof String said
                ? said
                : summary();
    }

    /** The rule that decided, and its numbers. */
    String summary() {
        return fields.get("reason") instanceof Map<?, ?> reason
                ? String.valueOf(reason.get("summary"))
                : "";
    }

    @Nullable Double rate() {
        return fields.get("success_rate_24h") instanceof Number rate ? rate.doubleValue() : null;
    }

    long successes() {
        return number("success_count_24h");
    }

    long outcomes() {
        return successes() + number("error_count_24h");
    }

    /** The card's keys, with the message under both of its names. */
    Map<String, @Nullable Object> spell() {
        var spelled = new LinkedHashMap<String, @Nullable Object>();
        spelled.put("status", status());
        spelled.put("status_code", code());
        var message = message();
        if (message != null) {
            spelled.put("message", message);
            spelled.put("error_message", message);
        }
        fields.forEach((key, value) -> {
            if (!key.startsWith("_")) {
                spelled.putIfAbsent(key, value);
            }
        });
        return spelled;
    }

    private String text(String key) {
        return String.valueOf(fields.get(key));
    }

    private long number(String key) {
        return fields.get(key) instanceof Number number ? number.longValue() : 0;
    }
}
