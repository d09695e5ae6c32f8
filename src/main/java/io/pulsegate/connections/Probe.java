package io.pulsegate.connections;

import io.pulsegate.tenancy.OrgId;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A probe that this node may make.
 *
 * @param leasedUntil the lease, by which it is known when it is given back
 */
record Probe(OrgId org, UUID connection, String url, OffsetDateTime leasedUntil) {

    static Probe of(ResultSet row, OrgId org) throws SQLException {
        return new Probe(
                org,
                row.getObject("id", UUID.class),
                row.getString("probe_url"),
                row.getObject("leased_until", OffsetDateTime.class));
    }
}
