package io.pulsegate.health;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/**
 * The outcomes of a card's 24 hours by clock hour, oldest first: the rest of the hour in which they
 * begin, 23 whole hours, and the hour that runs.
 *
 * <p>The database keeps whole hours, and of the first only a part is within the 24 hours. That part
 * is what the card counts and no later hour has; so each list adds up to the card's figure.
 */
record HourlyCounts(
        OffsetDateTime firstHour, List<Long> success, List<Long> warning, List<Long> error) {

    private static final int HOURS = 25;

    static HourlyCounts of(
            OffsetDateTime computedAt, Series success, Series warning, Series error) {
        var first = computedAt.minusHours(HOURS - 1).truncatedTo(ChronoUnit.HOURS);
        return new HourlyCounts(first, success.from(first), warning.from(first), error.from(first));
    }

    /** When time alone moves the hours along, also where there is nothing in them. */
    OffsetDateTime turnsAt() {
        return firstHour.plusHours(HOURS);
    }

    /**
     * One kind of outcome.
     *
     * @param hours rows of {@code org_health.hours}: the first number is the hour since 1970
     * @param column which number of a row counts
     * @param less which number of a row to take off; 0 takes nothing
     * @param total of the 24 hours
     */
    record Series(List<Number[]> hours, int column, int less, long total) {

        List<Long> from(OffsetDateTime first) {
            var counts = new long[HOURS];
            long epochHour = Duration.between(Instant.EPOCH, first).toHours();
            for (var hour : hours) {
                // a sender's clock may run ahead: its hour is told of the one that runs
                int at = (int) Math.min(hour[0].longValue() - epochHour, HOURS - 1);
                counts[at] += hour[column].longValue() - (less == 0 ? 0 : hour[less].longValue());
            }
            counts[0] = total - Arrays.stream(counts, 1, HOURS).sum();
            return Arrays.stream(counts).boxed().toList();
        }
    }
}
