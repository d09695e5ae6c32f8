package io.pulsegate.connections;

import io.pulsegate.integrations.Address;
import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.paging.Cursor;
import io.pulsegate.paging.Keyed;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;

/**
 * One connection as somebody set it up.
 *
 * @param config a JSON object without secrets
 * @param expectedEverySeconds null: nobody knows how often it should run
 */
record Integration(
        UUID id,
        IntegrationType type,
        String name,
        State state,
        Object config,
        @Nullable Long expectedEverySeconds,
        @Nullable OffsetDateTime credentialExpiresAt,
        @Nullable OffsetDateTime credentialRevokedAt,
        @Nullable String probeUrl,
        @Nullable Long probeEverySeconds,
        @Nullable OffsetDateTime lastProbeAt,
        @Nullable Boolean lastProbeOk,
        @Nullable String lastProbeMessage,
        @Nullable OffsetDateTime lastRunAt,
        @Nullable SyncRunState lastRunState,
        OffsetDateTime createdAt,
        OffsetDateTime updatedAt)
        implements Keyed {

    enum State {
        READY,
        DISABLED,
        CREDENTIAL_EXPIRED,
        CREDENTIAL_REVOKED
    }

    @Override
    public Cursor cursor() {
        return new Cursor(createdAt, id);
    }

    static Integration of(ResultSet row) throws SQLException {
        var probeUrl = row.getString("probe_url");
        return new Integration(
                row.getObject("id", UUID.class),
                IntegrationType.of(row.getString("integration_type")),
                row.getString("name"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                JsonMapper.shared().readValue(row.getString("config"), Object.class),
                row.getObject("expected_every_seconds", Long.class),
                row.getObject("credential_expires_at", OffsetDateTime.class),
                row.getObject("credential_revoked_at", OffsetDateTime.class),
                probeUrl == null ? null : Address.shown(probeUrl),
                row.getObject("probe_every_seconds", Long.class),
                row.getObject("last_probe_at", OffsetDateTime.class),
                row.getObject("last_probe_ok", Boolean.class),
                row.getString("last_probe_message"),
                row.getObject("last_run_at", OffsetDateTime.class),
                SyncRunState.of(row.getString("last_run_state")),
                row.getObject("created_at", OffsetDateTime.class),
                row.getObject("updated_at", OffsetDateTime.class));
    }
}
