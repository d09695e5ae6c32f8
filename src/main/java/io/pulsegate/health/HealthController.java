package io.pulsegate.health;

import graphql.schema.DataFetchingEnvironment;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Viewer;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;
import io.pulsegate.sections.SectionReader;

import org.dataloader.DataLoader;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

import java.util.concurrent.CompletableFuture;

/** The fields of the health section. */
@Controller
class HealthController {

    private final HealthRefresh refresh;
    private final CardDetails details;

    HealthController(HealthRefresh refresh, CardDetails details) {
        this.refresh = refresh;
        this.details = details;
    }

    @QueryMapping
    CompletableFuture<HealthStatus> healthStatus(
            @Argument boolean refresh,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections,
            DataFetchingEnvironment asked) {
        return refresh ? readAnew(viewer, sections, asked) : read(viewer, sections, asked);
    }

    private CompletableFuture<HealthStatus> readAnew(
            Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections,
            DataFetchingEnvironment asked) {
        asked.getGraphQlContext().put(SectionReader.ANEW, true);
        return read(viewer, sections, asked);
    }

    private CompletableFuture<HealthStatus> read(
            Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections,
            DataFetchingEnvironment asked) {
        var cards =
                details.asked(asked)
                        ? HealthSection.of(viewer.org())
                        : HealthSection.brief(viewer.org());
        return cards.from(sections).thenApply(HealthStatus::of);
    }

    @MutationMapping
    CompletableFuture<HealthStatus> refreshHealth(
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections,
            DataFetchingEnvironment asked) {
        viewer.require(Grant.MANAGE);
        refresh.now(viewer);
        return readAnew(viewer, sections, asked);
    }
}
