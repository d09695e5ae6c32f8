package io.pulsegate.access;

import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgId;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.UUID;

/**
 * Who asks: what exactly one credential became. The organisation comes from the credential's own
 * row, never from anything that the request says.
 */
public record Viewer(OrgId org, Subject subject, Set<Grant> grants) {

    /** The person or key behind it. */
    public sealed interface Subject {
        UUID id();

        String name();
    }

    public record User(UUID id, String name, Role role) implements Subject {}

    /**
     * A key that some tool holds.
     *
     * @param limitPerMinute null: as many requests as it likes
     */
    public record ApiKey(UUID id, String name, @Nullable Integer limitPerMinute)
            implements Subject {}

    public boolean may(Grant grant) {
        return grants.contains(grant);
    }

    /**
     * Lets pass who may.
     *
     * @throws Fault.Denied when the viewer may not
     */
    public void require(Grant grant) {
        if (!may(grant)) {
            throw new Fault.Denied("Insufficient permissions");
        }
    }

    /** In what capacity the viewer's statements run. */
    public Capacity capacity() {
        if (may(Grant.MANAGE)) {
            return Capacity.ADMIN;
        }
        return may(Grant.PAYLOADS_READ) ? Capacity.READER : Capacity.VIEWER;
    }
}
