package io.pulsegate.activity;

import io.pulsegate.paging.Page;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A page of the log as a Relay connection. */
record LogConnection(Page<IntegrationEvent> page, boolean hasPrevious) {

    record LogEdge(IntegrationEvent node) {
        String cursor() {
            return node.cursor();
        }
    }

    record PageInfo(
            boolean hasNextPage,
            boolean hasPreviousPage,
            @Nullable String startCursor,
            @Nullable String endCursor) {}

    List<IntegrationEvent> nodes() {
        return page.items();
    }

    List<LogEdge> edges() {
        return page.items().stream().map(LogEdge::new).toList();
    }

    PageInfo pageInfo() {
        var items = page.items();
        return new PageInfo(
                page.hasNext(),
                hasPrevious,
                items.isEmpty() ? null : items.getFirst().cursor(),
                items.isEmpty() ? null : items.getLast().cursor());
    }
}
