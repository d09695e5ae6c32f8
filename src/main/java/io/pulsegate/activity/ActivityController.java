package io.pulsegate.activity;

import io.pulsegate.access.Viewer;
import io.pulsegate.faults.Fault;
import io.pulsegate.paging.Cursor;
import io.pulsegate.paging.Page;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;

import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The feed, the log, and one event. */
@Controller
class ActivityController {

    @QueryMapping
    CompletableFuture<ActivityFeed> recentActivity(
            @Argument int first,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        int size = Page.size(first);
        return ActivitySections.feed(viewer.org(), size)
                .from(sections)
                .thenApply(rows -> ActivityFeed.of(rows, size));
    }

    @QueryMapping
    CompletableFuture<IntegrationEvent> integrationEvent(
            @Argument String id,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        var wanted = eventId(id);
        return new SectionKey<>(viewer.org(), ActivitySections.EVENTS, wanted)
                .from(sections)
                .thenApply(events ->
                        events.stream()
                                .filter(event -> event.id().equals(wanted))
                                .findFirst()
                                .orElseThrow(ActivityController::noSuchEvent));
    }

    @QueryMapping
    CompletableFuture<LogConnection> integrationLogs(
            @Argument @Nullable ActivityFilter filter,
            @Argument int first,
            @Argument @Nullable String after,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        int size = Page.size(first);
        var cursor = after == null ? null : Cursor.decode(after);
        var log = ActivitySections.log(filter == null ? ActivityFilter.NONE : filter, cursor);
        // one more than asked for says whether the list goes on
        return new SectionKey<>(viewer.org(), log, size + 1)
                .from(sections)
                .thenApply(events -> new LogConnection(Page.of(events, size), cursor != null));
    }

    private static UUID eventId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw noSuchEvent();
        }
    }

    /** Not there, not yours, or not an id: the same answer. */
    private static Fault.NotFound noSuchEvent() {
        return new Fault.NotFound("There is no such event.");
    }
}
