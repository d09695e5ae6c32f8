package io.pulsegate.access;

import java.util.Set;

/** What a person is in the organisation, as {@code user_access.role} says. */
public enum Role {
    ADMIN,
    /** Sees everything, changes nothing. */
    IT_MANAGER,
    USER,
    VIEWER;

    public Set<Grant> grants() {
        return switch (this) {
            case ADMIN ->
                    Set.of(
                            Grant.DASHBOARD_READ,
                            Grant.PAYLOADS_READ,
                            Grant.METRICS_READ,
                            Grant.MANAGE);
            case IT_MANAGER ->
                    Set.of(Grant.DASHBOARD_READ, Grant.PAYLOADS_READ, Grant.METRICS_READ);
            case USER, VIEWER -> Set.of();
        };
    }
}
