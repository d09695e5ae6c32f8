package io.pulsegate.activity;

import io.pulsegate.sections.Standing;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

/** The newest events of the last 24 hours, newest first. */
public record ActivityFeed(
        List<IntegrationEvent> events,
        @Nullable OffsetDateTime lastEventAt,
        OffsetDateTime serverTime,
        OffsetDateTime asOf) {

    private static final Duration WINDOW = Duration.ofHours(24);

    /** Cuts a feed from rows that may be more than asked for. */
    public static ActivityFeed of(List<FeedRow> rows, int size) {
        var first = rows.getFirst();
        var events =
                rows.stream().map(FeedRow::event).filter(Objects::nonNull).limit(size).toList();
        return new ActivityFeed(events, first.lastEventAt(), first.serverTime(), first.asOf());
    }

    /** Until the oldest of them has left the 24 hours: the rest is older. */
    static Standing standing(List<FeedRow> rows) {
        var oldest = rows.getLast().event();
        return Standing.of(
                rows.getFirst().dataVersion(),
                oldest == null ? null : oldest.occurredAt().plus(WINDOW));
    }

    /** One event of the feed, or none where the organisation had none in 24 hours. */
    public record FeedRow(
            OffsetDateTime serverTime,
            OffsetDateTime asOf,
            long dataVersion,
            @Nullable OffsetDateTime lastEventAt,
            @Nullable IntegrationEvent event) {

        /** The same, read later. */
        FeedRow at(OffsetDateTime later, OffsetDateTime laterAsOf) {
            return new FeedRow(later, laterAsOf, dataVersion, lastEventAt, event);
        }

        /** About, with the two bytes that each character of what people wrote may take. */
        int bytes() {
            return event == null
                    ? 100
                    : 1_000 + 2 * (length(event.message()) + length(event.errorMessage()));
        }

        private static int length(@Nullable String text) {
            return text == null ? 0 : text.length();
        }
    }
}
