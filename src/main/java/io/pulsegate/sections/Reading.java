package io.pulsegate.sections;

import io.pulsegate.faults.Fault;

import java.util.List;

/** What became of one key. */
public sealed interface Reading {

    /** All rows that the section's statement returned for the organisation, in its order. */
    record Rows(List<?> rows) implements Reading {}

    /** The section could not be read; the others can. */
    record Failed(Fault fault) implements Reading {}

    /** Nothing could be read: the database does not answer. */
    record Away(Fault.Unavailable fault) implements Reading {}
}
