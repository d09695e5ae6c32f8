package io.pulsegate.paging;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A page as a Relay connection. */
public record Connection<T extends Keyed>(Page<T> page, boolean hasPrevious) {

    /** The page that was asked for, from rows that were read with one more. */
    public static <T extends Keyed> Connection<T> of(List<T> rows, PageRequest request) {
        return new Connection<>(Page.of(rows, request.first()), request.after() != null);
    }

    public record Edge<T extends Keyed>(T node) {
        public String cursor() {
            return node.cursor().encode();
        }
    }

    public record PageInfo(
            boolean hasNextPage,
            boolean hasPreviousPage,
            @Nullable String startCursor,
            @Nullable String endCursor) {}

    public List<T> nodes() {
        return page.items();
    }

    public List<Edge<T>> edges() {
        return page.items().stream().map(Edge::new).toList();
    }

    public PageInfo pageInfo() {
        var items = page.items();
        return new PageInfo(
                page.hasNext(),
                hasPrevious,
                items.isEmpty() ? null : items.getFirst().cursor().encode(),
                items.isEmpty() ? null : items.getLast().cursor().encode());
    }
}
