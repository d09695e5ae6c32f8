package io.pulsegate.work;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * What the holder of a lease says about how it went.
 *
 * @param next when to try again, where the verdict asks for it
 * @param message the event's line for people, should this be the final outcome
 * @param failureOrigin as {@code integration_logs.failure_origin} has it
 * @param payloadId the bodies, where they were kept
 * @param actor an API key; null: the gateway itself
 */
public record Ending(
        Verdict verdict,
        @Nullable OffsetDateTime next,
        String message,
        @Nullable String error,
        @Nullable String errorCode,
        @Nullable String failureOrigin,
        @Nullable Integer httpStatus,
        @Nullable Integer durationMs,
        @Nullable UUID payloadId,
        @Nullable UUID actor) {

    /** What shall follow. */
    public enum Verdict {
        DONE,
        /** Try again at {@code next}, unless this was the last attempt. */
        AGAIN,
        /** The other side asked to be left alone until {@code next}. */
        WAIT,
        /** Trying again is of no use. */
        NEVER
    }

    public static Ending done(String message) {
        return new Ending(Verdict.DONE, null, message, null, null, null, null, null, null, null);
    }
}
