package io.pulsegate.tenancy;

import java.util.UUID;

/** The organisations of db/seed/demo.sql, by the ids that they have there. */
public enum DemoOrg {
    /** Everything that works, and webhooks that half work. */
    ACME("ac3e0000-0000-4000-8000-000000000001"),
    /** Everything that can be wrong. */
    GLOBEX("610be000-0000-4000-8000-000000000002"),
    /** Set up but quiet: the demo traffic feeds it. */
    NORTHWIND("40e70000-0000-4000-8000-000000000003");

    private final UUID id;

    DemoOrg(String id) {
        this.id = UUID.fromString(id);
    }

    public OrgId id() {
        return new OrgId(id);
    }
}
