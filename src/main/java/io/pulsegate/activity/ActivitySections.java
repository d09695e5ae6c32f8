package io.pulsegate.activity;

import io.pulsegate.activity.ActivityFeed.FeedRow;
import io.pulsegate.sections.ListSection;
import io.pulsegate.sections.Section;
import io.pulsegate.sections.SectionKey;
import io.pulsegate.tenancy.OrgId;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** How the room's questions are read: one statement each, whatever number of fields asks them. */
public final class ActivitySections {

    private static final String FEED_COLUMNS =
            "org_id, server_time, as_of, data_version, last_event_at, (event).*";

    /** The argument is how many; asked for several sizes, the widest is read once. */
    private static final Section<Integer, FeedRow> FEED =
            new Section<>(
                    "activity",
                    "Activity feed temporarily unavailable",
                    "select " + FEED_COLUMNS + " from org_activity(?)",
                    new Section.Again<>(
                            "select " + FEED_COLUMNS + " from org_activity_if_changed(?, ?, ?)",
                            ActivityFeed::standing,
                            FeedRow::at,
                            FeedRow::bytes),
                    ActivitySections::feedRow,
                    sizes -> List.of(sizes.stream().max(Integer::compare).orElseThrow()));

    static final ListSection<IntegrationEvent> LOG =
            new ListSection<>(
                    "logs",
                    "Integration logs temporarily unavailable: narrow the time range or the filter",
                    EventRow::event);

    static final Section<UUID, IntegrationEvent> EVENTS =
            new Section<>(
                    "event",
                    "Event temporarily unavailable",
                    "select l.* from integration_logs l where l.org_id = (select"
                            + " pulsegate_org_id()) and l.id = any (?)",
                    EventRow::event,
                    ids -> Collections.singletonList(ids.toArray(UUID[]::new)));

    static final Section<EventLinks, EventDetails> DETAILS =
            new Section<>(
                    "details",
                    "Event details temporarily unavailable",
                    "select * from event_details(?, ?, ?, ?, ?, ?)",
                    DetailsRow::details,
                    ActivitySections::bindLinks);

    private ActivitySections() {}

    /** The newest events, at most so many. */
    public static SectionKey<Integer, FeedRow> feed(OrgId org, int size) {
        return new SectionKey<>(org, FEED, size);
    }

    private static FeedRow feedRow(ResultSet row) throws SQLException {
        return new FeedRow(
                row.getObject("server_time", OffsetDateTime.class),
                row.getObject("as_of", OffsetDateTime.class),
                row.getLong("data_version"),
                row.getObject("last_event_at", OffsetDateTime.class),
                row.getObject("id") == null ? null : EventRow.event(row));
    }

    private static List<?> bindLinks(List<EventLinks> links) {
        return List.<Object>of(
                ids(links, EventLinks::eventId),
                ids(links, EventLinks::connectionId),
                ids(links, EventLinks::webhookId),
                ids(links, EventLinks::deliveryId),
                ids(links, EventLinks::apiKeyId),
                ids(links, EventLinks::payloadId));
    }

    private static UUID[] ids(List<EventLinks> links, Function<EventLinks, @Nullable UUID> link) {
        return links.stream().map(link).toArray(UUID[]::new);
    }
}
