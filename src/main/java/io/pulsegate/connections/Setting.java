package io.pulsegate.connections;

import io.pulsegate.faults.Input;
import io.pulsegate.outbound.OutboundGuard;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/**
 * How a connection is set, in seconds where it counts time.
 *
 * @param expectedEvery null: nobody knows how often it should run
 * @param credentialExpiresAt null: not, or that is unknown
 * @param credentialRevokedAt null: it was not
 * @param probeUrl null: nothing is asked
 */
record Setting(
        String name,
        @Nullable Long expectedEvery,
        @Nullable OffsetDateTime credentialExpiresAt,
        @Nullable OffsetDateTime credentialRevokedAt,
        @Nullable String probeUrl,
        long probeEvery) {

    private static final int LONGEST_NAME = 200;
    private static final long MINUTE = 60;
    private static final long DAY = 86_400;
    private static final long MONTH = 31 * DAY;

    /** The same, tidied up; or a word about what is wrong with it. */
    Setting checked(OutboundGuard guard) {
        var called = Input.text("name", name, 1, LONGEST_NAME);
        Input.require(
                expectedEvery == null || (expectedEvery >= MINUTE && expectedEvery <= MONTH),
                "`expectedEverySeconds` must be 60 to 2678400.");
        Input.require(
                probeEvery >= MINUTE / 2 && probeEvery <= DAY,
                "`probeEverySeconds` must be 30 to 86400.");
        return new Setting(
                called,
                expectedEvery,
                credentialExpiresAt,
                credentialRevokedAt,
                probeUrl == null ? null : guard.accept("probeUrl", probeUrl).toString(),
                probeEvery);
    }

    static Setting of(ResultSet row) throws SQLException {
        return new Setting(
                row.getString("name"),
                row.getObject("expected_every", Long.class),
                row.getObject("credential_expires_at", OffsetDateTime.class),
                row.getObject("credential_revoked_at", OffsetDateTime.class),
                row.getString("probe_url"),
                row.getLong("probe_every"));
    }
}
