package io.pulsegate.access;

import java.util.Arrays;
import java.util.Optional;

/** What a viewer may do. An API key's scopes are these; a person's follow from the role. */
public enum Grant {
    DASHBOARD_READ("dashboard:read"),
    PAYLOADS_READ("payloads:read"),
    EVENTS_WRITE("events:write"),
    WORK_CLAIM("work:claim"),
    METRICS_READ("metrics:read"),
    /** Change settings, retry, refresh. No key can have it. */
    MANAGE("manage");

    private final String scope;

    Grant(String scope) {
        this.scope = scope;
    }

    public String scope() {
        return scope;
    }

    static Optional<Grant> ofScope(String scope) {
        return Arrays.stream(values()).filter(grant -> grant.scope.equals(scope)).findFirst();
    }
}
