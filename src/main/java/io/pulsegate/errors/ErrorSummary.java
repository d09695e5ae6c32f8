package io.pulsegate.errors;

import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.sections.Standing;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What failed in 24 hours, what waits now, and what is dead now, disjoint by construction; and what
 * all that comes down to.
 */
public record ErrorSummary(List<ErrorCounts> counts) {

    /** As many as org_errors tells of each type. */
    private static final int LOUDEST = 3;

    public record ErrorCounts(
            IntegrationType type,
            long failedCount24h,
            long pendingRetries,
            @Nullable OffsetDateTime oldestPendingAt,
            long deadLetterQueueCount,
            @Nullable OffsetDateTime oldestDeadAt,
            int openIncidentCount,
            List<OpenIncident> openIncidents,
            OffsetDateTime computedAt,
            OffsetDateTime asOf,
            Standing standing) {

        /** The same, counted later. */
        ErrorCounts at(OffsetDateTime later, OffsetDateTime laterAsOf) {
            return new ErrorCounts(
                    type,
                    failedCount24h,
                    pendingRetries,
                    oldestPendingAt,
                    deadLetterQueueCount,
                    oldestDeadAt,
                    openIncidentCount,
                    openIncidents,
                    later,
                    laterAsOf,
                    standing);
        }

        boolean any() {
            return failedCount24h + pendingRetries + deadLetterQueueCount > 0;
        }
    }

    public long failedCount24h() {
        return sum(ErrorCounts::failedCount24h);
    }

    public long pendingRetries() {
        return sum(ErrorCounts::pendingRetries);
    }

    public long deadLetterQueueCount() {
        return sum(ErrorCounts::deadLetterQueueCount);
    }

    public @Nullable OffsetDateTime oldestPendingAt() {
        return oldest(ErrorCounts::oldestPendingAt);
    }

    public @Nullable OffsetDateTime oldestDeadAt() {
        return oldest(ErrorCounts::oldestDeadAt);
    }

    public int openIncidentCount() {
        return counts.stream().mapToInt(ErrorCounts::openIncidentCount).sum();
    }

    /** The loudest of them all: each type has brought its own loudest. */
    public List<OpenIncident> openIncidents() {
        return counts.stream()
                .flatMap(count -> count.openIncidents().stream())
                .sorted(
                        Comparator.comparingInt(OpenIncident::count)
                                .reversed()
                                .thenComparing(OpenIncident::since))
                .limit(LOUDEST)
                .toList();
    }

    public List<ErrorCounts> byType() {
        return counts.stream()
                .filter(ErrorCounts::any)
                .sorted(Comparator.comparing(ErrorCounts::type))
                .toList();
    }

    public OffsetDateTime computedAt() {
        return counts.getFirst().computedAt();
    }

    public OffsetDateTime asOf() {
        return counts.getFirst().asOf();
    }

    private long sum(ToLongFunction<ErrorCounts> count) {
        return counts.stream().mapToLong(count).sum();
    }

    private @Nullable OffsetDateTime oldest(Function<ErrorCounts, @Nullable OffsetDateTime> time) {
        return counts.stream()
                .map(time)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
