package io.pulsegate.health;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Viewer;
import io.pulsegate.sections.Gathered;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;

import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
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

    HealthController(HealthRefresh refresh) {
        this.refresh = refresh;
    }

    @QueryMapping
    CompletableFuture<HealthStatus> healthStatus(
            @Argument boolean refresh,
            @ContextValue Viewer viewer,
            @ContextValue(required = false) @Nullable Gathered gathered,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        if (refresh && gathered != null) {
            gathered.fresh();
        }
        return read(viewer, sections);
    }

    private static CompletableFuture<HealthStatus> read(
            Viewer viewer, DataLoader<SectionKey<?, ?>, Reading> sections) {
        return HealthSection.of(viewer.org()).from(sections).thenApply(HealthStatus::of);
    }

    @MutationMapping
    CompletableFuture<HealthStatus> refreshHealth(
            @ContextValue Viewer viewer, DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        refresh.now(viewer);
        return read(viewer, sections);
    }
}
