package io.pulsegate.paging;

import io.pulsegate.faults.Fault;

import java.util.List;

/** One page of a list. */
public record Page<T>(List<T> items, boolean hasNext) {

    /** The most that one page may hold. */
    public static final int LIMIT = 100;

    /**
     * Cuts a page of {@code first} from rows that were read with one more, to see whether it goes
     * on.
     */
    public static <T> Page<T> of(List<T> rows, int first) {
        boolean more = rows.size() > first;
        return new Page<>(more ? rows.subList(0, first) : rows, more);
    }

    /**
     * Checks the argument {@code first}.
     *
     * @throws Fault.Invalid unless it is 1 to {@link #LIMIT}
     */
    public static int size(int first) {
        if (first < 1 || first > LIMIT) {
            throw new Fault.Invalid("`first` must be 1 to " + LIMIT + ", and is " + first + ".");
        }
        return first;
    }
}
