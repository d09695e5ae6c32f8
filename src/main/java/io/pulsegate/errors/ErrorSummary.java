package io.pulsegate.errors;

import io.pulsegate.integrations.IntegrationType;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What failed in 24 hours, what waits now, and what is dead now; disjoint by construction. */
record ErrorSummary(List<ErrorCounts> counts) {

    record ErrorCounts(
            IntegrationType type,
            long failedCount24h,
            long pendingRetries,
            @Nullable OffsetDateTime oldestPendingAt,
            long deadLetterQueueCount,
            @Nullable OffsetDateTime oldestDeadAt,
            OffsetDateTime computedAt) {

        boolean any() {
            return failedCount24h + pendingRetries + deadLetterQueueCount > 0;
        }
    }

    long failedCount24h() {
        return sum(ErrorCounts::failedCount24h);
    }

    long pendingRetries() {
        return sum(ErrorCounts::pendingRetries);
    }

    long deadLetterQueueCount() {
        return sum(ErrorCounts::deadLetterQueueCount);
    }

    @Nullable OffsetDateTime oldestPendingAt() {
        return oldest(ErrorCounts::oldestPendingAt);
    }

    @Nullable OffsetDateTime oldestDeadAt() {
        return oldest(ErrorCounts::oldestDeadAt);
    }

    List<ErrorCounts> byType() {
        return counts.stream()
                .filter(ErrorCounts::any)
                .sorted(Comparator.comparing(ErrorCounts::type))
                .toList();
    }

    OffsetDateTime computedAt() {
        return counts.getFirst().computedAt();
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
