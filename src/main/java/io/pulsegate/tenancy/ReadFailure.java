package io.pulsegate.tenancy;

import java.sql.SQLException;

/**
 * A statement of a batch failed or ran out of time while the database itself answers. Which one is
 * not known (the driver gives results only when all have come), so whoever asked splits the batch.
 */
public final class ReadFailure extends RuntimeException {

    private static final String QUERY_CANCELED = "57014";

    ReadFailure(SQLException cause) {
        super(cause.getSQLState(), cause);
    }

    ReadFailure(String what) {
        super(what);
    }

    /** Whether PostgreSQL ended it for its statement time-out. */
    boolean timedOut() {
        return QUERY_CANCELED.equals(getMessage());
    }
}
