package io.pulsegate.connections;

import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.ArgumentValue;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** What changes about a connection: what was left out stays, null takes away. */
record ConnectionChange(
        @Nullable String name,
        ArgumentValue<Long> expectedEverySeconds,
        ArgumentValue<OffsetDateTime> credentialExpiresAt,
        @Nullable Boolean credentialRevoked,
        ArgumentValue<String> probeUrl,
        @Nullable Long probeEverySeconds) {

    Setting appliedTo(Setting old) {
        return new Setting(
                name == null ? old.name() : name,
                or(expectedEverySeconds, old.expectedEvery()),
                or(credentialExpiresAt, old.credentialExpiresAt()),
                credentialRevoked == null ? old.credentialRevokedAt() : revoked(old),
                or(probeUrl, old.probeUrl()),
                probeEverySeconds == null ? old.probeEvery() : probeEverySeconds);
    }

    /** To revoke it again changes nothing. */
    private @Nullable OffsetDateTime revoked(Setting old) {
        if (!Boolean.TRUE.equals(credentialRevoked)) return null;
        var before = old.credentialRevokedAt();
        return before == null ? OffsetDateTime.now(ZoneOffset.UTC) : before;
    }

    private static <T> @Nullable T or(ArgumentValue<T> value, @Nullable T old) {
        return value.isOmitted() ? old : value.value();
    }
}
