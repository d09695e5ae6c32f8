package io.pulsegate.health;

import io.pulsegate.integrations.IntegrationType;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * What every card knows, judged by {@code judge_health} at {@code computedAt}. Counts are final
 * outcomes of the 24 hours before; the last instants are of all time.
 *
 * @param asOf everything that was recorded before is in it
 * @param eventCount events of all time
 * @param changesAt when time alone changes any figure of the card; null: not before an event
 */
record Facts(
        IntegrationType type,
        IntegrationStatus status,
        HealthLevel level,
        StatusReason reason,
        @Nullable OffsetDateTime lastSyncAt,
        @Nullable OffsetDateTime lastErrorAt,
        @Nullable String lastErrorMessage,
        @Nullable UUID lastErrorEventId,
        long successCount24h,
        long errorCount24h,
        long warningCount24h,
        HourlyCounts hours,
        int minSamples,
        OffsetDateTime computedAt,
        OffsetDateTime asOf,
        @Nullable OffsetDateTime changesAt,
        long dataVersion,
        long eventCount) {

    /** The same, judged later. */
    Facts at(OffsetDateTime later, OffsetDateTime laterAsOf) {
        return new Facts(
                type,
                status,
                level,
                reason,
                lastSyncAt,
                lastErrorAt,
                lastErrorMessage,
                lastErrorEventId,
                successCount24h,
                errorCount24h,
                warningCount24h,
                hours,
                minSamples,
                later,
                laterAsOf,
                changesAt,
                dataVersion,
                eventCount);
    }
}
