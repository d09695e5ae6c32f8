package io.pulsegate.tenancy;

import java.sql.SQLException;

/**
 * A statement of a batch failed or ran out of time while the database itself answers. Which one is
 * not known (the driver gives results only when all have come), so whoever asked splits the batch.
 */
public final class ReadFailure extends RuntimeException {

    ReadFailure(SQLException cause) {
        super(cause.getSQLState(), cause);
    }
}
