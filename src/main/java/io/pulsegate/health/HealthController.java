package io.pulsegate.health;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Viewer;
import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;

import org.dataloader.DataLoader;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
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
            @ContextValue Viewer viewer, DataLoader<SectionKey<?, ?>, Reading> sections) {
        return HealthSection.of(viewer.org()).from(sections).thenApply(HealthStatus::of);
    }

    @SchemaMapping
    IntegrationHealth card(HealthStatus healthStatus, @Argument IntegrationType type) {
        return healthStatus.card(type);
    }

    @MutationMapping
    CompletableFuture<HealthStatus> refreshHealth(
            @ContextValue Viewer viewer, DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        refresh.now(viewer);
        return healthStatus(viewer, sections);
    }
}
