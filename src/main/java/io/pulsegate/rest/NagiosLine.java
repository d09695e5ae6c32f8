package io.pulsegate.rest;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Health as a monitoring plugin prints it: one line, the state, what is wrong, and after the bar
 * figures as {@code label=value[unit];warn;crit;min;max}. As plugins do, the worst integration
 * decides the state; it is in the header {@code X-Monitor-State} too.
 */
final class NagiosLine {

    private static final List<String> STATES = List.of("OK", "WARNING", "CRITICAL", "UNKNOWN");

    private NagiosLine() {}

    static Spelled spell(Answer answer, FailOn failOn) {
        if (!answer.has(Answer.HEALTH)) {
            var fault = answer.unavailable();
            var wait = Long.toString(fault.retryAfter().toSeconds());
            return line(503, 3, fault.detail(), Stream.empty(), Map.of("Retry-After", wait));
        }
        var cards = Card.configured(answer);
        int state = cards.stream().mapToInt(Card::code).max().orElse(0);
        int status = failOn.fails(Health.overall(answer)) ? 503 : 200;
        return line(status, state, text(cards), figures(answer, cards), Map.of());
    }

    private static Spelled line(
            int status, int state, String text, Stream<String> figures, Map<String, String> more) {
        var headers = new HashMap<>(more);
        headers.put("X-Monitor-State", Integer.toString(state));
        var performance = figures.collect(Collectors.joining(" "));
        var line =
                "INTEGRATIONS %s - %s%s\n"
                        .formatted(
                                STATES.get(state),
                                text.replaceAll("[|\\p{Cntrl}\\s]+", " "),
                                performance.isEmpty() ? "" : " | " + performance);
        return new Spelled(status, headers, line);
    }

    private static String text(List<Card> cards) {
        var alarms =
                cards.stream()
                        .filter(Card::isAlarming)
                        .map(NagiosLine::alarm)
                        .collect(Collectors.joining(", "));
        return alarms.isEmpty() ? cards.size() + " configured, all well" : alarms;
    }

    private static String alarm(Card card) {
        var rate = card.rate();
        if (card.status().equals("connected") && rate != null) {
            return "%s %s%% (%d/%d)"
                    .formatted(card.type(), number(rate), card.successes(), card.outcomes());
        }
        return card.type() + " " + card.status() + ": " + card.message();
    }

    private static Stream<String> figures(Answer answer, List<Card> cards) {
        return Stream.concat(
                cards.stream().flatMap(card -> figure(card).stream()), backlog(answer).stream());
    }

    private static Set<String> figure(Card card) {
        var rate = card.rate();
        return rate == null
                ? Set.of()
                : Set.of(card.type() + "_success=" + number(rate) + "%;95:;50:;0;100");
    }

    private static List<String> backlog(Answer answer) {
        if (!answer.has("backlog")) {
            return List.of();
        }
        var backlog = answer.section("backlog");
        return List.of(
                "retries=" + backlog.get("pending_retries") + ";;;0",
                "dlq=" + backlog.get("dead_letter_queue_count") + ";0;10;0");
    }

    /** 95, not 95.0, and a point whatever the language of the server. */
    private static String number(double rate) {
        return rate == Math.rint(rate)
                ? Long.toString((long) rate)
                : String.format(Locale.ROOT, "%.1f", rate);
    }
}
