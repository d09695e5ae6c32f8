package io.pulsegate.work;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * What became of the work.
 *
 * @param eventId the event that records it; null while it will be tried again
 * @param nextAttemptAt null when it will not
 */
public record Outcome(
        Result result, @Nullable UUID eventId, @Nullable OffsetDateTime nextAttemptAt) {

    /** How it stands. */
    public enum Result {
        SUCCEEDED,
        RETRYING,
        DEAD
    }
}
