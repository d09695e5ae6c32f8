package io.pulsegate.activity;

import io.pulsegate.access.Viewer;
import io.pulsegate.faults.Input;
import io.pulsegate.integrations.Logged;
import io.pulsegate.paging.Connection;
import io.pulsegate.paging.Page;
import io.pulsegate.paging.PageRequest;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;

import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

import java.util.Optional;
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
        return find(Input.id(id, "event"), viewer, sections)
                .thenApply(event -> event.orElseThrow(() -> Input.unknown("event")));
    }

    @QueryMapping
    CompletableFuture<Connection<IntegrationEvent>> integrationLogs(
            @Argument @Nullable ActivityFilter filter,
            @Argument int first,
            @Argument @Nullable String after,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        var query = (filter == null ? ActivityFilter.NONE : filter).query();
        return ActivitySections.LOG.page(
                viewer.org(), query, PageRequest.of(first, after), sections);
    }

    /** What something else in the answer left in the log; null when it is no longer kept. */
    @SchemaMapping(typeName = "Logged", field = "event")
    CompletableFuture<@Nullable IntegrationEvent> event(
            Logged logged,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        var id = logged.eventId();
        if (id == null) {
            return CompletableFuture.completedFuture(null);
        }
        return find(id, viewer, sections).thenApply(event -> event.orElse(null));
    }

    private static CompletableFuture<Optional<IntegrationEvent>> find(
            UUID id, Viewer viewer, DataLoader<SectionKey<?, ?>, Reading> sections) {
        return new SectionKey<>(viewer.org(), ActivitySections.EVENTS, id)
                .from(sections)
                .thenApply(events ->
                        events.stream().filter(event -> event.id().equals(id)).findFirst());
    }
}
