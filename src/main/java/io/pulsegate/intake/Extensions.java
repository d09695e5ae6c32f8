package io.pulsegate.intake;

import io.cloudevents.CloudEvent;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the extension attributes of an event say. In binary mode all of them are text, so a number
 * may come as its digits.
 */
record Extensions(CloudEvent event) {

    private static final Set<String> OUTCOMES = Set.of("success", "warning", "error");
    private static final Set<String> DIRECTIONS = Set.of("inbound", "outbound", "internal");
    private static final Set<String> ORIGINS =
            Set.of(
                    "auth",
                    "config",
                    "network",
                    "timeout",
                    "remote_4xx",
                    "remote_5xx",
                    "data",
                    "rate_limit",
                    "internal");
    private static final Pattern TRACE =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    /** OpenTelemetry's: 13 to 16 is WARN, beyond is ERROR and FATAL. */
    private static final int WARN = 13;

    private static final int ERROR = 17;

    Optional<String> text(String name) {
        return Optional.ofNullable(event.getExtension(name))
                .map(Object::toString)
                .filter(text -> !text.isBlank());
    }

    Optional<Integer> number(String name, int least, int most) {
        return text(name)
                .map(text -> {
                    try {
                        int number = Integer.parseInt(text);
                        if (number >= least && number <= most) return number;
                    } catch (NumberFormatException e) {
                        // said below, as for one out of range
                    }
                    throw Attributes.invalid(name);
                });
    }

    boolean truth(String name) {
        return switch (text(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Attributes.invalid(name);
        };
    }

    /** What the sender calls it, or else by its severity; an event that says neither went well. */
    String status() {
        return oneOf("outcome", OUTCOMES)
                .or(() -> number("severitynumber", 1, 24).map(Extensions::status))
                .orElse("success");
    }

    private static String status(int severity) {
        return severity >= ERROR ? "error" : severity >= WARN ? "warning" : "success";
    }

    Optional<String> direction() {
        return oneOf("direction", DIRECTIONS);
    }

    Optional<String> origin() {
        return oneOf("failureorigin", ORIGINS);
    }

    /** What an HTTP status says of where the failure comes from. */
    static Optional<String> origin(int status) {
        return Optional.ofNullable(
                switch (status) {
                    case 401, 403, 407 -> "auth";
                    case 408, 504 -> "timeout";
                    case 429 -> "rate_limit";
                    default ->
                            switch (status / 100) {
                                case 4 -> "remote_4xx";
                                case 5 -> "remote_5xx";
                                default -> null;
                            };
                });
    }

    /** The trace of a {@code traceparent}: W3C Trace Context. */
    Optional<String> trace() {
        return text("traceparent")
                .map(TRACE::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(match -> match.group(1));
    }

    private Optional<String> oneOf(String name, Set<String> values) {
        var value = text(name).map(text -> text.toLowerCase(Locale.ROOT));
        if (value.isPresent() && !values.contains(value.get())) throw Attributes.invalid(name);
        return value;
    }
}
