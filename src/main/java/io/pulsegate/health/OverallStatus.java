package io.pulsegate.health;

import java.util.List;

/** An organisation's integrations taken together. */
public enum OverallStatus {
    HEALTHY,
    DEGRADED,
    DOWN;

    /** What is not configured does not count; nothing configured is healthy. */
    static OverallStatus of(List<? extends IntegrationHealth> cards) {
        var configured = cards.stream().filter(IntegrationHealth::configured).toList();
        if (configured.stream().noneMatch(IntegrationHealth::alarming)) {
            return HEALTHY;
        }
        return configured.stream().allMatch(IntegrationHealth::down) ? DOWN : DEGRADED;
    }
}
