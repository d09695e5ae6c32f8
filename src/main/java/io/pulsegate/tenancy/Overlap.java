package io.pulsegate.tenancy;

import io.pulsegate.faults.Input;

import java.time.Duration;

/** How long an old secret is right beside the new one; none at all when it is 0. */
public record Overlap(int hours) {

    /** Longer than a week, two secrets are two secrets. */
    private static final int LONGEST = 168;

    /** As callers say it in {@code overlapHours}. */
    public Overlap {
        Input.require(
                hours >= 0 && hours <= LONGEST, "`overlapHours` must be 0 to " + LONGEST + ".");
    }

    public Duration duration() {
        return Duration.ofHours(hours);
    }
}
