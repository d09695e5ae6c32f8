package io.pulsegate.sections;

import io.pulsegate.faults.Fault;

import java.time.OffsetDateTime;
import java.util.List;

/** What became of one key. */
public sealed interface Reading {

    /**
     * All rows that the section's statement returned for the organisation, in its order.
     *
     * @param at the database's clock
     * @param asOf everything that was committed before is in them
     */
    record Rows(List<?> rows, OffsetDateTime at, OffsetDateTime asOf) implements Reading {}

    /** The section could not be read; the others can. */
    record Failed(Fault fault) implements Reading {}

    /** Nothing could be read: the database does not answer. */
    record Away(Fault.Unavailable fault) implements Reading {}
}
