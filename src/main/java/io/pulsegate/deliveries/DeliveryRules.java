package io.pulsegate.deliveries;

import io.pulsegate.outbound.Reply;
import io.pulsegate.outbound.Reply.Answered;
import io.pulsegate.outbound.Reply.Cause;
import io.pulsegate.outbound.Reply.Failed;
import io.pulsegate.work.Ending.Verdict;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;

/** What an answer means, by the operational rules of Standard Webhooks. */
final class DeliveryRules {

    private static final Set<Integer> BUSY = Set.of(429, 503);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private DeliveryRules() {}

    static Judgement judge(Reply reply, Instant now, Duration longestWait) {
        return switch (reply) {
            case Answered answered -> judge(answered, now, longestWait);
            case Failed failed -> judge(failed);
        };
    }

    /** Nothing was sent, since nothing could be. */
    static Judgement unsendable(String error, String code) {
        return new Judgement(Verdict.NEVER, null, error, code, "config", null, 0, false);
    }

    /** We could not make the attempt, for a reason of our own. */
    static Judgement broken(String error) {
        return new Judgement(Verdict.AGAIN, null, error, "INTERNAL", "internal", null, 0, false);
    }

    private static Judgement judge(Answered answered, Instant now, Duration longestWait) {
        int status = answered.status();
        int took = (int) answered.took().toMillis();
        if (status >= 200 && status < 300) {
            return new Judgement(Verdict.DONE, null, null, null, null, status, took, false);
        }
        var wait = BUSY.contains(status) ? retryAfter(answered, now, longestWait) : null;
        boolean gone = status == 410;
        var verdict = gone ? Verdict.NEVER : wait != null ? Verdict.WAIT : Verdict.AGAIN;
        return new Judgement(
                verdict,
                wait,
                words(answered),
                "HTTP_" + status,
                origin(status),
                status,
                took,
                gone);
    }

    private static Judgement judge(Failed failed) {
        boolean refused = failed.cause() == Cause.REFUSED;
        return new Judgement(
                refused ? Verdict.NEVER : Verdict.AGAIN,
                null,
                failed.words(),
                refused ? "TARGET_REFUSED" : failed.cause().name(),
                switch (failed.cause()) {
                    case REFUSED -> "config";
                    case TIMEOUT -> "timeout";
                    case UNKNOWN_HOST, UNREACHABLE, BROKEN -> "network";
                },
                null,
                (int) failed.took().toMillis(),
                false);
    }

    private static String words(Answered answered) {
        var words = ("HTTP " + answered.status() + " " + answered.reason()).strip();
        return answered.status() / 100 == 3 ? words + ": redirects are not followed" : words;
    }

    private static String origin(int status) {
        return switch (status) {
            case 401, 403 -> "auth";
            case 429 -> "rate_limit";
            default -> status >= 500 ? "remote_5xx" : status >= 400 ? "remote_4xx" : "config";
        };
    }

    private static @Nullable Duration retryAfter(
            Answered answered, Instant now, Duration longestWait) {
        var header = answered.headers().get("retry-after");
        var asked = header == null ? null : span(header.strip(), now);
        if (asked == null) {
            return null;
        }
        if (asked.compareTo(SHORTEST_WAIT) < 0) return SHORTEST_WAIT;
        return asked.compareTo(longestWait) > 0 ? longestWait : asked;
    }

    /** Seconds or a date; null: neither. */
    private static @Nullable Duration span(String header, Instant now) {
        try {
            return header.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(header))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException neither) {
            return null;
        }
    }

    /**
     * How long to wait after the given attempt.
     *
     * @param chance 0 to 1: where in its jitter the wait lies
     */
    static Duration backoff(List<Duration> schedule, double jitter, int attempt, double chance) {
        var wait = schedule.get(Math.clamp(attempt - 1, 0, schedule.size() - 1));
        return Duration.ofMillis((long) (wait.toMillis() * (1 - jitter + 2 * jitter * chance)));
    }
}
