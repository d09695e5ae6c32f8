package io.pulsegate.connections;

import io.pulsegate.faults.Fault;
import io.pulsegate.integrations.IntegrationType;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;

/**
 * A connection that somebody sets up.
 *
 * @param expectedEverySeconds null: nobody knows
 * @param probeUrl null: nothing is asked
 */
record NewConnection(
        IntegrationType type,
        String name,
        @Nullable Long expectedEverySeconds,
        @Nullable OffsetDateTime credentialExpiresAt,
        @Nullable String probeUrl,
        long probeEverySeconds) {

    /** The type, when a connection can be of it. */
    IntegrationType connectable() {
        return switch (type) {
            case COMARCH, EDI, EXPORT, IMPORT -> type;
            case API_KEYS, WEBHOOKS ->
                    throw new Fault.Invalid("`type` must be COMARCH, EDI, EXPORT or IMPORT.");
        };
    }

    Setting setting() {
        return new Setting(
                name, expectedEverySeconds, credentialExpiresAt, null, probeUrl, probeEverySeconds);
    }
}
