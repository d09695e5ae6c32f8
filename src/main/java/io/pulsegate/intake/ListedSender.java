package io.pulsegate.intake;

import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.tenancy.OrgId;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A sender as it is listed.
 *
 * @param previousSecretUntil null: one secret is right
 */
record ListedSender(
        UUID id,
        String name,
        IntegrationType integration,
        String path,
        @Nullable OffsetDateTime previousSecretUntil,
        OffsetDateTime createdAt) {

    static ListedSender of(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var org = new OrgId(row.getObject("org_id", UUID.class));
        return new ListedSender(
                id,
                row.getString("name"),
                IntegrationType.of(row.getString("integration_type")),
                new WebhookAddress(org, id).path(),
                row.getObject("previous_secret_until", OffsetDateTime.class),
                row.getObject("created_at", OffsetDateTime.class));
    }
}
