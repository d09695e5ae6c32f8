package io.pulsegate.interchange;

/**
 * An answer to an earlier interchange.
 *
 * @param group whether {@code controlNumber} is a functional group's; else the interchange's
 */
public record Acknowledgement(boolean group, String controlNumber, Verdict verdict) {}
