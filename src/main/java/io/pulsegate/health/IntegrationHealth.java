package io.pulsegate.health;

import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.integrations.SuccessRate;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.UUID;

/** One card: how one integration is doing, with what only its type knows. */
public sealed interface IntegrationHealth {

    Facts facts();

    default IntegrationType type() {
        return facts().type();
    }

    default IntegrationStatus status() {
        return facts().status();
    }

    default HealthLevel level() {
        return facts().level();
    }

    default StatusReason reason() {
        return facts().reason();
    }

    default @Nullable OffsetDateTime lastSyncAt() {
        return facts().lastSyncAt();
    }

    default @Nullable OffsetDateTime lastErrorAt() {
        return facts().lastErrorAt();
    }

    default @Nullable String lastErrorMessage() {
        return facts().lastErrorMessage();
    }

    default @Nullable UUID lastErrorEventId() {
        return facts().lastErrorEventId();
    }

    default long successCount24h() {
        return facts().successCount24h();
    }

    default long errorCount24h() {
        return facts().errorCount24h();
    }

    default long warningCount24h() {
        return facts().warningCount24h();
    }

    default HourlyCounts hours() {
        return facts().hours();
    }

    default @Nullable Double successRate24h() {
        return SuccessRate.of(successCount24h(), errorCount24h());
    }

    default boolean lowSample() {
        return successCount24h() + errorCount24h() < facts().minSamples();
    }

    default OffsetDateTime computedAt() {
        return facts().computedAt();
    }

    default boolean configured() {
        return status() != IntegrationStatus.NOT_CONFIGURED;
    }

    default boolean alarming() {
        return level() == HealthLevel.WARNING || level() == HealthLevel.CRITICAL;
    }

    default boolean down() {
        return level() == HealthLevel.CRITICAL || status() == IntegrationStatus.DISCONNECTED;
    }

    record ComarchHealth(
            Facts facts,
            @Nullable SyncRun lastRun,
            @Nullable OffsetDateTime nextExpectedAt,
            @Nullable OffsetDateTime credentialExpiresAt,
            @Nullable OffsetDateTime lastProbeAt,
            @Nullable Boolean lastProbeOk)
            implements IntegrationHealth {}

    record EdiHealth(
            Facts facts,
            @Nullable SyncRun lastRun,
            int awaitingAcknowledgement,
            int overdueAcknowledgement,
            int rejected24h,
            int activePartners24h)
            implements IntegrationHealth {}

    /** Success and error counts are requests here. */
    record ApiKeysHealth(
            Facts facts,
            int activeKeyCount,
            long requests24h,
            long throttled24h,
            @Nullable Double peakUsage,
            @Nullable String peakKeyName,
            @Nullable OffsetDateTime peakAt,
            @Nullable OffsetDateTime nextExpiryAt)
            implements IntegrationHealth {}

    record WebhooksHealth(
            Facts facts, int activeWebhookCount, int failingEndpointCount, int pendingDeliveries)
            implements IntegrationHealth {

        public long failedDeliveries24h() {
            return errorCount24h();
        }
    }

    record ExportHealth(
            Facts facts, @Nullable SyncRun lastRun, @Nullable OffsetDateTime nextExpectedAt)
            implements IntegrationHealth {}

    record ImportHealth(
            Facts facts, @Nullable SyncRun lastRun, @Nullable OffsetDateTime nextExpectedAt)
            implements IntegrationHealth {}
}
