package io.pulsegate.health;

/** How urgently somebody should look; decided by the SQL function {@code judge_health}. */
public enum HealthLevel {
    OK,
    WARNING,
    CRITICAL,
    NONE
}
