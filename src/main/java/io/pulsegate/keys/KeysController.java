package io.pulsegate.keys;

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

/** The keys. */
@Controller
class KeysController {

    private static final ListSection<ApiKey> KEYS =
            new ListSection<>("keys", "API keys temporarily unavailable", ApiKey::of);

    @QueryMapping
    CompletableFuture<Connection<ApiKey>> apiKeys(
            @Argument @Nullable ApiKeyFilter filter,
            @Argument int first,
            @Argument @Nullable String after,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        var query = PageQuery.of("listed_api_keys", "created_at");
        if (filter != null) {
            query.anyOf("state", filter.state());
        }
        return KEYS.page(viewer.org(), query, PageRequest.of(first, after), sections);
    }
}
