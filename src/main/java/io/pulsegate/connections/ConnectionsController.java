package io.pulsegate.connections;

import io.pulsegate.access.Viewer;
import io.pulsegate.paging.Connection;
import io.pulsegate.paging.PageQuery;
import io.pulsegate.paging.PageRequest;
import io.pulsegate.sections.ListSection;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;
import io.pulsegate.tenancy.OrgId;

import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The connections, and the runs over them. */
@Controller
class ConnectionsController {

    private static final ListSection<Integration> CONNECTIONS =
            new ListSection<>(
                    "connections", "Connections temporarily unavailable", Integration::of);
    private static final ListSection<SyncRunDetail> RUNS =
            new ListSection<>("runs", "Runs temporarily unavailable", SyncRunDetail::of);

    @QueryMapping
    CompletableFuture<Connection<Integration>> integrationConnections(
            @Argument @Nullable IntegrationFilter filter,
            @Argument int first,
            @Argument @Nullable String after,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        var query = PageQuery.of("listed_connections", "created_at");
        if (filter != null) {
            query.anyOf("integration_type", filter.type());
        }
        return CONNECTIONS.page(viewer.org(), query, PageRequest.of(first, after), sections);
    }

    /** The one of that id, or nothing. */
    static CompletableFuture<Connection<Integration>> one(
            OrgId org, UUID id, DataLoader<SectionKey<?, ?>, Reading> sections) {
        var query = PageQuery.of("listed_connections", "created_at").where("id = ?", id);
        return CONNECTIONS.page(org, query, new PageRequest(1, null), sections);
    }

    @QueryMapping
    CompletableFuture<Connection<SyncRunDetail>> syncRuns(
            @Argument @Nullable SyncRunFilter filter,
            @Argument int first,
            @Argument @Nullable String after,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        var query = (filter == null ? SyncRunFilter.NONE : filter).query();
        return RUNS.page(viewer.org(), query, PageRequest.of(first, after), sections);
    }
}
