package io.pulsegate.tenancy;

import io.pulsegate.faults.Fault;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;

/** What PostgreSQL's errors mean: the database is away, others are in the way, or we are wrong. */
final class DatabaseFailure {

    private static final Logger log = LoggerFactory.getLogger(DatabaseFailure.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** Lock not available, deadlock detected, serialization failure. */
    private static final Set<String> IN_THE_WAY = Set.of("55P03", "40P01", "40001");

    /** Read-only after a failover; ended for a transaction that stood still. */
    private static final Set<String> AWAY = Set.of("25006", "25P03", "25P04");

    private DatabaseFailure() {}

    /** Of a batch. No connection from the pool says that the database is away, too. */
    static RuntimeException of(SQLException e) {
        boolean away =
                e instanceof SQLTransientConnectionException
                        || isAway(String.valueOf(e.getSQLState()));
        return away ? away(e) : new ReadFailure(e);
    }

    /**
     * Of one look-up by an index. If it takes the pool's time-out the database is as good as away,
     * and whoever asks should ask again.
     */
    static RuntimeException ofLookUp(SQLException e) {
        return switch (of(e)) {
            case Fault fault -> fault;
            case ReadFailure slow when slow.timedOut() -> away();
            case RuntimeException wrong -> new IllegalStateException(wrong);
        };
    }

    /** Of a transaction. */
    static RuntimeException of(NestedRuntimeException e) {
        boolean away =
                // it did not begin, or its connection was gone when it was to end
                e instanceof TransactionException
                        || e instanceof DataAccessResourceFailureException
                        || e instanceof TransientDataAccessException
                        || isInTheWay(e)
                        || isAway(state(e));
        return away ? away(e) : e;
    }

    /** Spring knows the deadlock, but not the lock time-out: hence by PostgreSQL's own code. */
    static boolean isInTheWay(NestedRuntimeException e) {
        return IN_THE_WAY.contains(state(e));
    }

    static Fault.Unavailable away() {
        return new Fault.Unavailable("The database does not answer. Try again.", RETRY_AFTER);
    }

    private static Fault.Unavailable away(Exception e) {
        log.warn("database does not answer: {}", e.getMessage());
        return away();
    }

    private static boolean isAway(String state) {
        return isUnreachable(state) || AWAY.contains(state);
    }

    /** Connection lost (08), refused for want of resources (53), shut down or starting (57P0x). */
    static boolean isUnreachable(String state) {
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
    }

    private static String state(NestedRuntimeException e) {
        return e.getMostSpecificCause() instanceof SQLException cause
                ? String.valueOf(cause.getSQLState())
                : "";
    }
}
