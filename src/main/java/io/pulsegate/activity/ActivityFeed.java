package io.pulsegate.activity;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

/** The newest events of the last 24 hours, newest first. */
public record ActivityFeed(
        List<IntegrationEvent> events,
        @Nullable OffsetDateTime lastEventAt,
        OffsetDateTime serverTime,
        OffsetDateTime asOf) {

    /** Cuts a feed from rows that may be more than asked for. */
    public static ActivityFeed of(List<FeedRow> rows, int size) {
        var first = rows.getFirst();
        var events =
                rows.stream().map(FeedRow::event).filter(Objects::nonNull).limit(size).toList();
        return new ActivityFeed(events, first.lastEventAt(), first.serverTime(), first.asOf());
    }

    /** One event of the feed, or none where the organisation had none in 24 hours. */
    public record FeedRow(
            OffsetDateTime serverTime,
            OffsetDateTime asOf,
            @Nullable OffsetDateTime lastEventAt,
            @Nullable IntegrationEvent event) {}
}
