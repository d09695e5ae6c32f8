package io.pulsegate.paging;

import io.pulsegate.faults.Fault;

import org.jspecify.annotations.Nullable;

/**
 * Which page somebody asks for.
 *
 * @param first how many items
 * @param after where the page before ended; null: from the beginning
 */
public record PageRequest(int first, @Nullable Cursor after) {

    /**
     * Reads the arguments {@code first} and {@code after}.
     *
     * @throws Fault.Invalid for a size that no page has, or a text that is no cursor
     */
    public static PageRequest of(int first, @Nullable String after) {
        return new PageRequest(Page.size(first), after == null ? null : Cursor.decode(after));
    }
}
