package io.pulsegate.health;

import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.integrations.SuccessRate;
import io.pulsegate.sections.Standing;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** All cards of one organisation at one instant. */
public record HealthStatus(List<IntegrationHealth> cards) {

    /** The rows of {@code org_health}, put in the order in which cards are shown. */
    public static HealthStatus of(List<IntegrationHealth> rows) {
        return new HealthStatus(
                rows.stream().sorted(Comparator.comparing(IntegrationHealth::type)).toList());
    }

    IntegrationHealth card(IntegrationType type) {
        return cards.stream().filter(card -> card.type() == type).findFirst().orElseThrow();
    }

    public OverallStatus overallStatus() {
        return OverallStatus.of(cards);
    }

    /** Over everything but API requests, which are not synchronisations. */
    public @Nullable Double successRate24h() {
        var counted =
                cards.stream().filter(card -> card.type() != IntegrationType.API_KEYS).toList();
        return SuccessRate.of(
                counted.stream().mapToLong(IntegrationHealth::successCount24h).sum(),
                counted.stream().mapToLong(IntegrationHealth::errorCount24h).sum());
    }

    public long configuredCount() {
        return cards.stream().filter(IntegrationHealth::configured).count();
    }

    public OffsetDateTime computedAt() {
        return cards.getFirst().computedAt();
    }

    public OffsetDateTime asOf() {
        return cards.getFirst().facts().asOf();
    }

    /** When time alone changes any of it, which is at the turn of an hour at the latest. */
    public OffsetDateTime validUntil() {
        return cards.stream()
                .flatMap(card -> Stream.of(card.facts().changesAt(), card.hours().turnsAt()))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    Standing standing() {
        return Standing.of(dataVersion(), validUntil());
    }

    /** Events of all time; the difference of two answers is what was new between them. */
    public long eventCount() {
        return cards.stream().mapToLong(card -> card.facts().eventCount()).sum();
    }

    public long dataVersion() {
        return cards.getFirst().facts().dataVersion();
    }
}
