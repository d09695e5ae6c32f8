package io.pulsegate.tenancy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Opens a pool's connections. While nobody answers it tries again and again: the pool itself would
 * wait longer after each failure, up to five seconds, and be as late to notice that the database is
 * back. Whoever wants a connection meanwhile does not wait for this, only for as long as the pool
 * lets him.
 */
final class PatientDataSource extends DelegatingDataSource {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private volatile BooleanSupplier closed = () -> false;

    /** Of the same settings as what the pool would make itself. */
    private PatientDataSource(HikariConfig pool) {
        super(
                new DriverDataSource(
                        pool.getJdbcUrl(),
                        pool.getDriverClassName(),
                        pool.getDataSourceProperties(),
                        pool.getUsername(),
                        pool.getPassword()));
    }

    /** A pool that fills at once. */
    static HikariDataSource start(HikariConfig config) {
        var patient = new PatientDataSource(config);
        config.setDataSource(patient);
        var pool = new HikariDataSource(config);
        patient.closed = pool::isClosed;
        return pool;
    }

    /** For a pool that nobody has asked for a connection yet. */
    static void serve(HikariDataSource pool) {
        var patient = new PatientDataSource(pool);
        patient.closed = pool::isClosed;
        pool.setDataSource(patient);
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
                return opening.open();
            } catch (SQLException e) {
                if (!isAway(e) || closed.getAsBoolean()) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    /** Nobody listens, the connection broke, or the server is starting or stopping. */
    private static boolean isAway(SQLException e) {
        var state = e.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }

    private static void pause(SQLException why) throws SQLException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw why;
        }
    }
}
