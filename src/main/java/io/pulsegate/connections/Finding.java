package io.pulsegate.connections;

import io.pulsegate.outbound.Reply;
import io.pulsegate.outbound.Reply.Answered;
import io.pulsegate.outbound.Reply.Failed;
import io.pulsegate.redaction.Redactor;

import org.jspecify.annotations.Nullable;

/**
 * What came of a probe: an answer of 2xx is a good one, anything else is not.
 *
 * @param message in words, for people
 * @param failureOrigin as {@code integration_logs.failure_origin} has it
 */
record Finding(
        boolean ok,
        String message,
        @Nullable String errorCode,
        @Nullable String failureOrigin,
        @Nullable Integer httpStatus,
        int durationMs) {

    static Finding of(Reply reply, Redactor redactor) {
        return switch (reply) {
            case Answered answered -> of(answered, redactor);
            case Failed failed ->
                    new Finding(
                            false,
                            failed.words(),
                            failed.cause().name(),
                            switch (failed.cause()) {
                                case REFUSED -> "config";
                                case TIMEOUT -> "timeout";
                                case UNKNOWN_HOST, UNREACHABLE, BROKEN -> "network";
                            },
                            null,
                            (int) failed.took().toMillis());
        };
    }

    private static Finding of(Answered answered, Redactor redactor) {
        int status = answered.status();
        boolean ok = status / 100 == 2;
        var words = redactor.text(("HTTP " + status + " " + answered.reason()).strip());
        return new Finding(
                ok,
                status / 100 == 3 ? words + ": redirects are not followed" : words,
                ok ? null : "HTTP_" + status,
                ok ? null : origin(status),
                status,
                (int) answered.took().toMillis());
    }

    private static String origin(int status) {
        return switch (status) {
            case 401, 403, 407 -> "auth";
            case 429 -> "rate_limit";
            default -> status >= 500 ? "remote_5xx" : status >= 400 ? "remote_4xx" : "config";
        };
    }
}
