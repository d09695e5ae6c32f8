package io.pulsegate.sections;

import io.pulsegate.tenancy.Read;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A part of an answer that is read by one statement for any number of organisations, and that may
 * fail alone. A section is a constant of its room, or made per question when its SQL depends on it;
 * keys of one section instance share its statement.
 *
 * @param name for metrics, faults and the quarantine: "health", "activity", …
 * @param words what the caller is told when it fails: "Activity feed temporarily unavailable"
 * @param sql returns {@code org_id} and whatever {@code row} reads
 * @param again how to ask for it again; null for what is read each time
 * @param bind the statement's parameters, made of all arguments that are asked for together
 */
public record Section<A, T>(
        String name,
        String words,
        String sql,
        @Nullable Again<T> again,
        Read.Row<T> row,
        Function<List<A>, List<?>> bind) {

    /**
     * Of a section that depends on nothing but its organisation's data version and the time, and of
     * which every organisation has a row.
     *
     * @param sql the same for one organisation, and no row when it is still at a version before a
     *     time: two parameters in front
     * @param standing for how long its rows stand
     * @param dated makes of a row the same row, read at a later instant
     * @param bytes about how much memory a row takes
     */
    public record Again<T>(
            String sql,
            Function<List<T>, Standing> standing,
            Dated<T> dated,
            ToIntFunction<T> bytes) {}

    /** A row that was read again at an instant, of what was committed before another. */
    @FunctionalInterface
    public interface Dated<T> {
        T at(T row, OffsetDateTime at, OffsetDateTime asOf);
    }

    /** One that is read each time. */
    public Section(
            String name,
            String words,
            String sql,
            Read.Row<T> row,
            Function<List<A>, List<?>> bind) {
        this(name, words, sql, null, row, bind);
    }

    Read<T> read(List<A> arguments) {
        return new Read<>(sql, row, bind.apply(arguments), again != null, null);
    }

    /** Of one organisation. */
    Read<T> readUnless(Standing standing, List<A> arguments) {
        if (again == null) {
            return read(arguments);
        }
        var parameters = new ArrayList<Object>(List.of(standing.version(), standing.until()));
        parameters.addAll(bind.apply(arguments));
        var unchanged = standing.isNone() ? null : standing.version();
        return new Read<>(again.sql(), row, parameters, true, unchanged);
    }

    // a section is itself, not its parts: lambdas have no useful equality
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
