package io.pulsegate.health;

/** Whether an integration works; decided by the SQL function {@code judge_health}. */
public enum IntegrationStatus {
    CONNECTED,
    DISCONNECTED,
    ERROR,
    NOT_CONFIGURED
}
