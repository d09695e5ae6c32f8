package io.pulsegate.dashboard;

import io.pulsegate.activity.ActivityFeed;
import io.pulsegate.activity.ActivitySections;
import io.pulsegate.errors.ErrorSummary;
import io.pulsegate.errors.ErrorsSection;
import io.pulsegate.health.HealthSection;
import io.pulsegate.health.HealthStatus;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;
import io.pulsegate.tenancy.OrgId;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The three sections of one organisation, as they were read together.
 *
 * @param version the organisation's data version, looked at before the sections were read
 * @param readAt {@link System#nanoTime} of the read
 */
record Snapshot(OrgId org, long version, Map<SectionKey<?, ?>, Reading> readings, long readAt) {

    private static final int EVENTS = 20;

    /** After this a section that failed is read again. */
    private static final Duration FAILED_HOLDS = Duration.ofSeconds(5);

    static List<SectionKey<?, ?>> keys(OrgId org) {
        return List.of(
                HealthSection.of(org), ActivitySections.feed(org, EVENTS), ErrorsSection.of(org));
    }

    HealthStatus health() {
        return HealthStatus.of(rows(HealthSection.of(org)));
    }

    ActivityFeed activity() {
        return ActivityFeed.of(rows(ActivitySections.feed(org, EVENTS)), EVENTS);
    }

    ErrorSummary errors() {
        return new ErrorSummary(rows(ErrorsSection.of(org)));
    }

    private <T> List<T> rows(SectionKey<?, T> key) {
        return key.rows(Objects.requireNonNull(readings.get(key)));
    }

    boolean failed() {
        return readings.values().stream().anyMatch(Reading.Failed.class::isInstance);
    }

    /** Nothing at all could be read. */
    boolean empty() {
        return readings.values().stream().allMatch(Reading.Failed.class::isInstance);
    }

    /** Whether reading again would give the same: no event changed anything, nor did time. */
    boolean holds(long versionNow, long now) {
        if (version != versionNow) {
            return false;
        }
        if (failed()) {
            return now - readAt < FAILED_HOLDS.toNanos();
        }
        var health = health();
        var until = health.validUntil();
        return until == null || databaseTime(health, now).isBefore(until);
    }

    /** The database's clock at a later nanoTime: its own reading, and what has passed since. */
    private OffsetDateTime databaseTime(HealthStatus health, long now) {
        return health.computedAt().plusNanos(now - readAt);
    }
}
