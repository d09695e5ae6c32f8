package io.pulsegate.dashboard;

import io.pulsegate.activity.ActivityFeed;
import io.pulsegate.errors.ErrorSummary;
import io.pulsegate.health.HealthLevel;
import io.pulsegate.health.HealthStatus;
import io.pulsegate.health.IntegrationStatus;
import io.pulsegate.health.StatusReason;
import io.pulsegate.integrations.IntegrationType;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * One update, as the schema tells it. A section that failed throws its fault when it is asked for.
 */
public record DashboardUpdate(
        long seq,
        OffsetDateTime serverTime,
        @Nullable OffsetDateTime asOf,
        @Nullable OffsetDateTime unchangedSince,
        @Nullable Staleness stale,
        long newEventCount,
        List<StatusChange> changes,
        Snapshot snapshot) {

    public HealthStatus healthStatus() {
        return snapshot.health();
    }

    public ActivityFeed recentActivity() {
        return snapshot.activity();
    }

    public ErrorSummary errorSummary() {
        return snapshot.errors();
    }

    /** How old the figures are, while they cannot be read anew. */
    public record Staleness(OffsetDateTime since, long ageSeconds) {
        static Staleness of(OffsetDateTime since, OffsetDateTime now) {
            return new Staleness(since, Math.max(0, Duration.between(since, now).toSeconds()));
        }
    }

    /** An integration's status or level differs from the update before. */
    public record StatusChange(
            IntegrationType type,
            IntegrationStatus fromStatus,
            IntegrationStatus toStatus,
            HealthLevel fromLevel,
            HealthLevel toLevel,
            StatusReason reason) {}
}
