package io.pulsegate.tenancy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import javax.sql.DataSource;

/**
 * Opens a pool's connections, on which nobody waits for ever. While nobody answers it tries again
 * and again: the pool itself would wait longer after each failure, up to five seconds, and be as
 * late to notice that the database is back. Whoever wants a connection meanwhile does not wait for
 * this, only for as long as the pool lets him.
 */
final class PatientDataSource extends DelegatingDataSource {

    private static final Logger log = LoggerFactory.getLogger(PatientDataSource.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration SAY_EVERY = Duration.ofSeconds(10);

    /**
     * A server that runs ends a statement after the two seconds that its role is given; one that is
     * frozen, or behind a dead network, must be given up by us.
     */
    private static final Duration GIVEN_UP_AFTER = Duration.ofMillis(2500);

    private final AtomicLong said = new AtomicLong(System.nanoTime() - SAY_EVERY.toNanos());

    private final Predicate<SQLException> passing;
    private volatile BooleanSupplier closed = () -> false;

    private PatientDataSource(DataSource opening, Predicate<SQLException> passing) {
        super(opening);
        this.passing = passing;
    }

    /** Of the same settings as what the pool would make itself. */
    private static PatientDataSource like(HikariConfig pool) {
        return new PatientDataSource(
                new DriverDataSource(
                        pool.getJdbcUrl(),
                        pool.getDriverClassName(),
                        pool.getDataSourceProperties(),
                        pool.getUsername(),
                        pool.getPassword()),
                e -> isAway(e) || isRefused(e));
    }

    /** A pool that fills at once. */
    static HikariDataSource start(HikariConfig config) {
        var patient = like(config);
        config.setDataSource(patient);
        var pool = new HikariDataSource(config);
        patient.closed = pool::isClosed;
        return pool;
    }

    /** For a pool that nobody has asked for a connection yet. */
    static void serve(HikariDataSource pool) {
        var patient = like(pool);
        patient.closed = pool::isClosed;
        pool.setDataSource(patient);
    }

    /** Returns when the database lets somebody in. */
    static void await(DataSource database) throws SQLException {
        // a wrong password at the start is said at once
        new PatientDataSource(database, PatientDataSource::isAway).getConnection().close();
    }

    @Override
    public Connection getConnection() throws SQLException {
        return open(super::getConnection);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return open(() -> super.getConnection(username, password));
    }

    private interface Opening {
        Connection open() throws SQLException;
    }

    private Connection open(Opening opening) throws SQLException {
        while (true) {
            try {
                var connection = opening.open();
                connection.setNetworkTimeout(Runnable::run, (int) GIVEN_UP_AFTER.toMillis());
                return connection;
            } catch (SQLException e) {
                if (!passing.test(e) || closed.getAsBoolean()) {
                    throw e;
                }
                say(e);
                pause(e);
            }
        }
    }

    /** Once in a while: it tries five times a second. */
    private void say(SQLException why) {
        long now = System.nanoTime();
        long last = said.get();
        if (now - last > SAY_EVERY.toNanos() && said.compareAndSet(last, now)) {
            log.warn(
                    "database lets nobody in: {}",
                    String.valueOf(NestedExceptionUtils.getMostSpecificCause(why)));
        }
    }

    /** Nobody listens, the connection broke, the server is full, starting or stopping. */
    private static boolean isAway(SQLException e) {
        return DatabaseFailure.isUnreachable(String.valueOf(e.getSQLState()));
    }

    /** The password is another now, and may be ours again. */
    private static boolean isRefused(SQLException e) {
        return String.valueOf(e.getSQLState()).startsWith("28");
    }

    private static void pause(SQLException why) throws SQLException {
        try {
            // servers write down every wrong password
            Thread.sleep(isRefused(why) ? PAUSE.multipliedBy(5) : PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw why;
        }
    }
}
