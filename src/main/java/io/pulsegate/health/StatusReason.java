package io.pulsegate.health;

import io.pulsegate.integrations.SuccessRate;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The words for a rule of {@code judge_health}: which rule, its numbers, and what turns it green.
 *
 * @param rule the rule's stable code
 * @param turnsOkWhen null when nothing needs to happen
 */
public record StatusReason(String rule, String summary, @Nullable String turnsOkWhen) {

    /** The numbers that a rule may have looked at. */
    record Numbers(
            int active,
            int failing,
            long success,
            long error,
            double okRate,
            double errorRate,
            @Nullable OffsetDateTime since,
            @Nullable OffsetDateTime lastSyncAt,
            @Nullable OffsetDateTime lastErrorAt,
            @Nullable Duration staleAfter) {}

    /**
     * Puts a rule into words.
     *
     * @throws IllegalArgumentException for a rule that judge_health does not have
     */
    static StatusReason of(String rule, Numbers n) {
        return switch (rule) {
            case "never_configured" -> new StatusReason(rule, "It was never set up.", null);
            case "disabled" ->
                    new StatusReason(
                            rule, "It is set up, but switched off.", "It is switched on again.");
            case "credential_expired" ->
                    new StatusReason(
                            rule,
                            "Its credential has expired or was revoked.",
                            "A valid credential is stored.");
            case "no_active_key" ->
                    new StatusReason(
                            rule, "Every key has expired or was revoked.", "A new key is created.");
            case "silent" ->
                    new StatusReason(
                            rule,
                            "No activity since "
                                    + instant(n.lastSyncAt() == null ? n.since() : n.lastSyncAt())
                                    + "; expected within "
                                    + span(n.staleAfter())
                                    + ".",
                            "The next run succeeds.");
            case "last_run_failed" ->
                    new StatusReason(
                            rule,
                            "The last run failed at "
                                    + instant(n.lastErrorAt())
                                    + (n.lastSyncAt() == null
                                            ? "; none has succeeded yet."
                                            : "; the last success was at "
                                                    + instant(n.lastSyncAt())
                                                    + "."),
                            "The next run succeeds.");
            case "failing_rate" ->
                    new StatusReason(
                            rule,
                            rate(n) + ": below " + number(n.errorRate()) + " %.",
                            "At least " + number(n.okRate()) + " % of the last 24 hours succeed.");
            case "all_endpoints_failing" ->
                    new StatusReason(
                            rule,
                            n.active() == 1
                                    ? "The only active endpoint fails."
                                    : "All " + n.active() + " active endpoints fail.",
                            "A delivery to every endpoint succeeds.");
            case "endpoints_failing" ->
                    new StatusReason(
                            rule,
                            n.failing()
                                    + " of "
                                    + n.active()
                                    + " active endpoints "
                                    + (n.failing() == 1 ? "fails" : "fail")
                                    + "; "
                                    + lowerFirst(rate(n))
                                    + ".",
                            "A delivery to every endpoint succeeds, and at least "
                                    + number(n.okRate())
                                    + " % of the last 24 hours do.");
            case "low_rate" ->
                    new StatusReason(
                            rule,
                            rate(n) + ": below " + number(n.okRate()) + " %.",
                            "At least " + number(n.okRate()) + " % of the last 24 hours succeed.");
            case "awaiting_first_run" ->
                    new StatusReason(
                            rule,
                            "It is set up and waits for its first run, expected within "
                                    + span(n.staleAfter())
                                    + ".",
                            null);
            case "keys_active" ->
                    new StatusReason(
                            rule,
                            n.active() == 1 ? "1 key is active." : n.active() + " keys are active.",
                            null);
            case "healthy" ->
                    new StatusReason(
                            rule,
                            n.success() + n.error() == 0
                                    ? "Nothing failed in the last 24 hours."
                                    : rate(n) + ".",
                            null);
            default ->
                    throw new IllegalArgumentException(
                            "judge_health has a rule without words: " + rule);
        };
    }

    /** "38 of 40 succeeded in the last 24 hours (95 %)". */
    private static String rate(Numbers n) {
        var rate = SuccessRate.of(n.success(), n.error());
        if (rate == null) {
            return "Nothing happened in the last 24 hours";
        }
        return n.success()
                + " of "
                + (n.success() + n.error())
                + " succeeded in the last 24 hours ("
                + number(rate)
                + " %)";
    }

    private static String lowerFirst(String text) {
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    /** Without a decimal that says nothing: 95, 84.6. */
    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private static String instant(@Nullable OffsetDateTime at) {
        return at == null
                ? "it was set up"
                : DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).format(at);
    }

    private static String span(@Nullable Duration span) {
        if (span == null) {
            return "24 hours";
        }
        long minutes = span.toMinutes();
        if (minutes >= 120 && minutes % 60 == 0) {
            return minutes / 60 + " hours";
        }
        return minutes == 60 ? "1 hour" : minutes + " minutes";
    }
}
