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

    /** The same card, judged again at a later instant with nothing changed. */
    IntegrationHealth at(OffsetDateTime at, OffsetDateTime asOf);

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
            implements IntegrationHealth {
        @Override
        public ComarchHealth at(OffsetDateTime at, OffsetDateTime asOf) {
            return new ComarchHealth(
                    facts.at(at, asOf),
                    lastRun,
                    nextExpectedAt,
                    credentialExpiresAt,
                    lastProbeAt,
                    lastProbeOk);
        }
    }

    record EdiHealth(
            Facts facts,
            @Nullable SyncRun lastRun,
            int awaitingAcknowledgement,
            int overdueAcknowledgement,
            int rejected24h,
            int activePartners24h)
            implements IntegrationHealth {
        @Override
        public EdiHealth at(OffsetDateTime at, OffsetDateTime asOf) {
            return new EdiHealth(
                    facts.at(at, asOf),
                    lastRun,
                    awaitingAcknowledgement,
                    overdueAcknowledgement,
                    rejected24h,
                    activePartners24h);
        }
    }

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
            implements IntegrationHealth {
        @Override
        public ApiKeysHealth at(OffsetDateTime at, OffsetDateTime asOf) {
            return new ApiKeysHealth(
                    facts.at(at, asOf),
                    activeKeyCount,
                    requests24h,
                    throttled24h,
                    peakUsage,
                    peakKeyName,
                    peakAt,
                    nextExpiryAt);
        }
    }

    record WebhooksHealth(
            Facts facts, int activeWebhookCount, int failingEndpointCount, int pendingDeliveries)
            implements IntegrationHealth {
        @Override
        public WebhooksHealth at(OffsetDateTime at, OffsetDateTime asOf) {
            return new WebhooksHealth(
                    facts.at(at, asOf),
                    activeWebhookCount,
                    failingEndpointCount,
                    pendingDeliveries);
        }

        public long failedDeliveries24h() {
            return errorCount24h();
        }
    }

    record ExportHealth(
            Facts facts, @Nullable SyncRun lastRun, @Nullable OffsetDateTime nextExpectedAt)
            implements IntegrationHealth {
        @Override
        public ExportHealth at(OffsetDateTime at, OffsetDateTime asOf) {
            return new ExportHealth(facts.at(at, asOf), lastRun, nextExpectedAt);
        }
    }

    record ImportHealth(
            Facts facts, @Nullable SyncRun lastRun, @Nullable OffsetDateTime nextExpectedAt)
            implements IntegrationHealth {
        @Override
        public ImportHealth at(OffsetDateTime at, OffsetDateTime asOf) {
            return new ImportHealth(facts.at(at, asOf), lastRun, nextExpectedAt);
        }
    }
}
