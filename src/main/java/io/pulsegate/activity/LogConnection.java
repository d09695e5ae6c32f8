package io.pulsegate.activity;

import io.pulsegate.paging.Page;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A page of the log as a Relay connection. */
public record LogConnection(Page<IntegrationEvent> page, boolean hasPrevious) {

    public record LogEdge(IntegrationEvent node) {
        public String cursor() {
            return node.cursor();
        }
    }

    public record PageInfo(
            boolean hasNextPage,
            boolean hasPreviousPage,
            @Nullable String startCursor,
            @Nullable String endCursor) {}

    public List<IntegrationEvent> nodes() {
        return page.items();
    }

    public List<LogEdge> edges() {
        return page.items().stream().map(LogEdge::new).toList();
    }

    public PageInfo pageInfo() {
        var items = page.items();
        return new PageInfo(
                page.hasNext(),
                hasPrevious,
                items.isEmpty() ? null : items.getFirst().cursor(),
                items.isEmpty() ? null : items.getLast().cursor());
    }
}
