package io.pulsegate.sections;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * For how long what an organisation was told stands: while its data version is this one, and before
 * the instant at which time alone changes something.
 */
public record Standing(long version, OffsetDateTime until) {

    private static final OffsetDateTime NEVER =
            OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    /** Of what nobody was told. */
    static final Standing NONE = new Standing(-1, NEVER);

    /**
     * Of a version, for a time.
     *
     * @param until null: time alone changes nothing
     */
    public static Standing of(long version, @Nullable OffsetDateTime until) {
        return new Standing(version, until == null ? NEVER : until);
    }

    boolean isNone() {
        return version < 0;
    }

    boolean isOfOneVersionWith(Standing other) {
        return other.isNone() || version == other.version;
    }

    /** Of two that were told together. */
    Standing and(Standing other) {
        return until.isAfter(other.until) ? other : this;
    }
}
