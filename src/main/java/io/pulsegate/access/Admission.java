package io.pulsegate.access;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A credential that proved right, and for how long that may be believed. Holds nothing that one
 * could sign in with.
 *
 * @param accessVersion of the organisation, when the credential was looked at
 * @param expiresAt the credential's own end; {@link Instant#MAX} when it has none
 * @param again looks whether the same credential still stands: one statement, no password hash
 */
public record Admission(
        Viewer viewer, long accessVersion, Instant expiresAt, Supplier<Optional<Admission>> again) {

    /** The same credential as it stands now; empty when it does not, or has come to its end. */
    public Optional<Admission> renewed() {
        return Instant.now().isBefore(expiresAt)
                ? again.get().filter(found -> Instant.now().isBefore(found.expiresAt()))
                : Optional.empty();
    }
}
