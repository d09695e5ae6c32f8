package io.pulsegate.keys;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Viewer;
import io.pulsegate.audit.Reason;
import io.pulsegate.faults.Input;
import io.pulsegate.paging.Connection;
import io.pulsegate.paging.PageQuery;
import io.pulsegate.paging.PageRequest;
import io.pulsegate.sections.ListSection;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;
import io.pulsegate.tenancy.Overlap;

import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The keys: whoever reads dashboards sees them, an ADMIN makes and ends them. */
@Controller
class KeysController {

    private static final ListSection<ApiKey> KEYS =
            new ListSection<>("keys", "API keys temporarily unavailable", ApiKey::of);

    private final KeyRing keys;

    KeysController(KeyRing keys) {
        this.keys = keys;
    }

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

    @MutationMapping
    CompletableFuture<IssuedApiKey> createApiKey(
            @Argument NewApiKey input,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        return issued(keys.create(viewer, input), viewer, sections);
    }

    @MutationMapping
    CompletableFuture<IssuedApiKey> rotateApiKey(
            @Argument String id,
            @Argument int overlapHours,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        var overlap = new Overlap(overlapHours);
        var made = keys.rotate(viewer, Input.id(id, "key"), overlap);
        return issued(made, viewer, sections);
    }

    @MutationMapping
    CompletableFuture<ApiKey> revokeApiKey(
            @Argument String id,
            @Argument String reason,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        keys.revoke(viewer, Input.id(id, "key"), Reason.of(reason));
        return key(Input.id(id, "key"), viewer, sections);
    }

    private static CompletableFuture<IssuedApiKey> issued(
            KeyRing.Made made, Viewer viewer, DataLoader<SectionKey<?, ?>, Reading> sections) {
        return key(made.id(), viewer, sections)
                .thenApply(key -> new IssuedApiKey(key, made.token()));
    }

    private static CompletableFuture<ApiKey> key(
            UUID id, Viewer viewer, DataLoader<SectionKey<?, ?>, Reading> sections) {
        var query = PageQuery.of("listed_api_keys", "created_at").where("id = ?", id);
        return KEYS.page(viewer.org(), query, PageRequest.of(1, null), sections)
                .thenApply(found -> found.nodes().getFirst());
    }
}
