package io.pulsegate.dashboard;

import io.pulsegate.activity.ActivityFeed;
import io.pulsegate.activity.ActivitySections;
import io.pulsegate.errors.ErrorSummary;
import io.pulsegate.errors.ErrorsSection;
import io.pulsegate.faults.Fault;
import io.pulsegate.health.HealthSection;
import io.pulsegate.health.HealthStatus;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;
import io.pulsegate.tenancy.OrgId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The three sections of one organisation, as they were read together.
 *
 * @param version the organisation's data version; what it counts is in these figures
 * @param readAt {@link System#nanoTime} of the read
 */
record Snapshot(OrgId org, long version, Map<SectionKey<?, ?>, Reading> readings, long readAt) {

    /** The version while none is known. */
    static final long UNKNOWN = -1;

    private static final int EVENTS = 20;
    private static final long FOR_EVER = Long.MAX_VALUE;

    /** After this a section that failed is read again. */
    private static final Duration FAILED_HOLDS = Duration.ofSeconds(5);

    /**
     * As it was read. Figures of one instant were read in one snapshot of the database, and bring
     * the version that they have; else it is what was probed before.
     */
    static Snapshot of(
            OrgId org, long probed, Map<SectionKey<?, ?>, Reading> readings, long readAt) {
        var read = new Snapshot(org, probed, readings, readAt);
        return read.isOfOneInstant()
                ? new Snapshot(org, read.health().dataVersion(), readings, readAt)
                : read;
    }

    private boolean isOfOneInstant() {
        var instants = new HashSet<OffsetDateTime>();
        for (var reading : readings.values()) {
            if (!(reading instanceof Reading.Rows(var rows, var at, _)) || rows.isEmpty()) {
                return false;
            }
            instants.add(at);
        }
        return instants.size() == 1;
    }

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

    /** Everything that was recorded before is in it; null when that cannot be told. */
    @Nullable OffsetDateTime asOf() {
        return readings.get(HealthSection.of(org)) instanceof Reading.Rows(_, _, var asOf)
                ? asOf
                : null;
    }

    private <T> List<T> rows(SectionKey<?, T> key) {
        return key.rows(Objects.requireNonNull(readings.get(key)));
    }

    boolean failed() {
        return readings.values().stream().anyMatch(Reading.Failed.class::isInstance);
    }

    /** The database did not answer while it was read. */
    boolean away() {
        return readings.values().stream().anyMatch(Reading.Away.class::isInstance);
    }

    /** Why it is {@link #away}. */
    Fault.Unavailable why() {
        return readings.values().stream()
                .flatMap(reading ->
                        reading instanceof Reading.Away(var fault)
                                ? Stream.of(fault)
                                : Stream.<Fault.Unavailable>empty())
                .findFirst()
                .orElseThrow();
    }

    /** The same figures, to be read again. */
    Snapshot outdated() {
        return new Snapshot(org, UNKNOWN, readings, readAt);
    }

    /** Of an organisation that nobody could read yet. */
    static Snapshot ofNothing(OrgId org, Fault.Unavailable away, long now) {
        return new Snapshot(
                org,
                UNKNOWN,
                keys(org).stream()
                        .collect(Collectors.toMap(key -> key, _ -> new Reading.Away(away))),
                now);
    }

    /**
     * Whether no event changed anything since, and nothing of it failed that may be there again.
     */
    boolean isOf(long versionNow, long now) {
        // a probe that says less is older than the figures
        return version >= versionNow
                && !away()
                && (!failed() || now - readAt < FAILED_HOLDS.toNanos());
    }

    /** How long after it was read time alone changes it, in nanoseconds. */
    long holds() {
        if (failed() || away()) {
            return FOR_EVER;
        }
        var health = health();
        return Duration.between(health.computedAt(), health.validUntil()).toNanos();
    }
}
