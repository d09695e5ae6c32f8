package io.pulsegate.errors;

import io.pulsegate.access.Viewer;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;

import org.dataloader.DataLoader;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

import java.util.concurrent.CompletableFuture;

/** The errors section. */
@Controller
class ErrorsController {

    @QueryMapping
    CompletableFuture<ErrorSummary> errorSummary(
            @ContextValue Viewer viewer, DataLoader<SectionKey<?, ?>, Reading> sections) {
        return ErrorsSection.of(viewer.org()).from(sections).thenApply(ErrorSummary::new);
    }
}
