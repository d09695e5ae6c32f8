package io.pulsegate.edi;

import io.pulsegate.access.Viewer;
import io.pulsegate.paging.Connection;
import io.pulsegate.paging.PageRequest;
import io.pulsegate.sections.ListSection;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;

import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

import java.util.concurrent.CompletableFuture;

/** The interchanges. */
@Controller
class EdiController {

    private static final ListSection<EdiInterchange> INTERCHANGES =
            new ListSection<>(
                    "interchanges", "Interchanges temporarily unavailable", EdiInterchange::of);

    @QueryMapping
    CompletableFuture<Connection<EdiInterchange>> ediInterchanges(
            @Argument @Nullable EdiFilter filter,
            @Argument int first,
            @Argument @Nullable String after,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        var query = (filter == null ? EdiFilter.NONE : filter).query();
        return INTERCHANGES.page(viewer.org(), query, PageRequest.of(first, after), sections);
    }
}
