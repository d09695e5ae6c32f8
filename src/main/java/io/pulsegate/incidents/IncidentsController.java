package io.pulsegate.incidents;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Viewer;
import io.pulsegate.faults.Input;
import io.pulsegate.paging.Connection;
import io.pulsegate.paging.PageRequest;
import io.pulsegate.sections.ListSection;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.Section;
import io.pulsegate.sections.SectionKey;

import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Incidents as GraphQL asks for them. Who reads dashboards may look on, an ADMIN may act. */
@Controller
class IncidentsController {

    private static final String WORDS = "Incidents temporarily unavailable";
    private static final ListSection<Incident> LIST =
            new ListSection<>("incidents", WORDS, Incident::of);
    private static final Section<UUID, Incident> ONE =
            new Section<>(
                    "incident",
                    WORDS,
                    "select * from listed_incidents where org_id = (select pulsegate_org_id()) and"
                            + " id = any (?)",
                    Incident::of,
                    ids -> Collections.singletonList(ids.toArray(UUID[]::new)));

    private final Incidents incidents;

    IncidentsController(Incidents incidents) {
        this.incidents = incidents;
    }

    @QueryMapping
    CompletableFuture<Connection<Incident>> incidents(
            @Argument @Nullable IncidentFilter filter,
            @Argument int first,
            @Argument @Nullable String after,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        var query = (filter == null ? IncidentFilter.OPEN : filter).query();
        return LIST.page(viewer.org(), query, PageRequest.of(first, after), sections);
    }

    @QueryMapping
    CompletableFuture<Incident> incident(
            @Argument String id,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        var wanted = Input.id(id, "incident");
        return new SectionKey<>(viewer.org(), ONE, wanted)
                .from(sections)
                .thenApply(found ->
                        found.stream()
                                .filter(incident -> incident.id().equals(wanted))
                                .findFirst()
                                .orElseThrow(() -> Input.unknown("incident")));
    }

    @MutationMapping
    Incident acknowledgeIncident(@Argument String id, @ContextValue Viewer viewer) {
        viewer.require(Grant.MANAGE);
        return incidents.acknowledge(viewer, Input.id(id, "incident"));
    }

    @MutationMapping
    Incident resolveIncident(
            @Argument String id, @Argument String note, @ContextValue Viewer viewer) {
        viewer.require(Grant.MANAGE);
        return incidents.resolve(viewer, Input.id(id, "incident"), note);
    }
}
