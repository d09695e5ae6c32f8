package io.pulsegate.sections;

import java.time.OffsetDateTime;
import java.util.Map;

/** What came of looking again. */
public sealed interface Reread {

    /**
     * Reading would have given the same; the database said so at this instant of its own, of
     * everything that was committed before the other.
     */
    record Same(OffsetDateTime at, OffsetDateTime asOf) implements Reread {}

    /** Something changed, or it is not known whether: this is what stands now. */
    record Changed(Map<SectionKey<?, ?>, Reading> readings) implements Reread {}
}
