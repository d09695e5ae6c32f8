package io.pulsegate.tenancy;

import java.sql.SQLException;
import java.util.Set;

/**
 * A statement of a batch failed or ran out of time while the database itself answers. Which one is
 * not known (the driver gives results only when all have come), so whoever asked splits the batch.
 */
public final class ReadFailure extends RuntimeException {

    private static final String QUERY_CANCELED = "57014";

    /** Serialization failure and deadlock: for one that only reads a snapshot, nothing else. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    ReadFailure(SQLException cause) {
        super(cause.getSQLState(), cause);
    }

    ReadFailure(String what) {
        super(what);
    }

    /** Whether a replica ended it, since it had to follow the primary. */
    boolean isConflict() {
        return CONFLICTS.contains(String.valueOf(getMessage()));
    }

    /** Whether PostgreSQL ended it for its statement time-out. */
    boolean timedOut() {
        return QUERY_CANCELED.equals(getMessage());
    }
}
