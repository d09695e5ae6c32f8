package io.pulsegate.errors;

import io.pulsegate.access.Viewer;
import io.pulsegate.paging.Connection;
import io.pulsegate.paging.PageQuery;
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

/** What waits to be tried again, and what nobody will try again. */
@Controller
class QueuesController {

    private static final ListSection<QueuedRetry> RETRIES =
            new ListSection<>("retries", "Retries temporarily unavailable", QueuedRetry::of);
    private static final ListSection<DeadLetter> DEAD =
            new ListSection<>("dead", "Dead letters temporarily unavailable", DeadLetter::of);

    @QueryMapping
    CompletableFuture<Connection<QueuedRetry>> retryQueue(
            @Argument @Nullable RetryFilter filter,
            @Argument int first,
            @Argument @Nullable String after,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        var query = PageQuery.of("retry_queue", "created_at");
        if (filter != null) {
            query.anyOf("integration_type", filter.type());
        }
        return RETRIES.page(viewer.org(), query, PageRequest.of(first, after), sections);
    }

    @QueryMapping
    CompletableFuture<Connection<DeadLetter>> deadLetters(
            @Argument @Nullable DeadLetterFilter filter,
            @Argument int first,
            @Argument @Nullable String after,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        var query = (filter == null ? DeadLetterFilter.DEAD : filter).query();
        return DEAD.page(viewer.org(), query, PageRequest.of(first, after), sections);
    }
}
