package io.pulsegate.deliveries;

import io.pulsegate.redaction.Redactor;
import io.pulsegate.work.Ending.Verdict;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What an attempt means.
 *
 * @param askedFor how long the receiver asked to be left alone, with {@link Verdict#WAIT}
 * @param gone the receiver wants nothing more, ever (410)
 */
record Judgement(
        Verdict verdict,
        @Nullable Duration askedFor,
        @Nullable String error,
        @Nullable String errorCode,
        @Nullable String failureOrigin,
        @Nullable Integer httpStatus,
        int durationMs,
        boolean gone) {

    /** As it may be stored: the other side's own words may hold anything. */
    Judgement masked(Redactor redactor) {
        return new Judgement(
                verdict,
                askedFor,
                error == null ? null : redactor.text(error),
                errorCode,
                failureOrigin,
                httpStatus,
                durationMs,
                gone);
    }
}
