package io.pulsegate.connections;

import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.paging.PageQuery;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/** Which runs to list; null does not restrict. */
record SyncRunFilter(
        @Nullable List<IntegrationType> type,
        @Nullable List<SyncRunState> state,
        @Nullable UUID connectionId) {

    static final SyncRunFilter NONE = new SyncRunFilter(null, null, null);

    PageQuery query() {
        var query = PageQuery.of("listed_sync_runs", "started_at");
        query.anyOf("integration_type", type).anyOf("state", state);
        if (connectionId != null) {
            query.where("connection_id = ?", connectionId);
        }
        return query;
    }
}
