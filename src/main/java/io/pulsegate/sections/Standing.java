package io.pulsegate.sections;

import java.time.OffsetDateTime;

/**
 * For how long what an organisation was told stands: while its data version is this one, and before
 * the instant at which time alone changes something.
 */
public record Standing(long version, OffsetDateTime until) {}
