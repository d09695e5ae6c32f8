package io.pulsegate.sections;

import io.pulsegate.tenancy.Read;

import java.util.List;
import java.util.function.Function;

/**
 * A part of an answer that is read by one statement for any number of organisations, and that may
 * fail alone. A section is a constant of its room, or made per question when its SQL depends on it;
 * keys of one section instance share its statement.
 *
 * @param name for metrics, faults and the quarantine: "health", "activity", …
 * @param words what the caller is told when it fails: "Activity feed temporarily unavailable"
 * @param sql returns {@code org_id} and whatever {@code row} reads
 * @param bind the statement's parameters, made of all arguments that are asked for together
 */
public record Section<A, T>(
        String name, String words, String sql, Read.Row<T> row, Function<List<A>, List<?>> bind) {

    Read<T> read(List<A> arguments) {
        return new Read<>(sql, row, bind.apply(arguments));
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
