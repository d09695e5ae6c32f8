package io.pulsegate.testing;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

/** Looks at every connection that a pool lends: nothing may be announced on it any more. */
public final class Borrowed {

    private static final String LEFT =
            "select concat(current_setting('pulsegate.org_ids', true),"
                    + " current_setting('pulsegate.role', true))";

    private final Queue<HikariDataSource> pools = new ConcurrentLinkedQueue<>();
    private final AtomicLong clean = new AtomicLong();
    private final Queue<String> leftovers = new ConcurrentLinkedQueue<>();

    /** How many had nothing on them. */
    public long clean() {
        return clean.get();
    }

    /** What the others had. */
    public Queue<String> leftovers() {
        return leftovers;
    }

    /** Connections that are lent, and those who wait for one. */
    public int now() {
        return pools.stream()
                .map(HikariDataSource::getHikariPoolMXBean)
                .mapToInt(pool -> pool.getActiveConnections() + pool.getThreadsAwaitingConnection())
                .sum();
    }

    DataSource from(DataSource pool) {
        if (pool instanceof HikariDataSource hikari) {
            pools.add(hikari);
        }
        return new DelegatingDataSource(pool) {

            @Override
            public Connection getConnection() throws SQLException {
                var connection = super.getConnection();
                try {
                    look(connection);
                    return connection;
                } catch (SQLException e) {
                    connection.close();
                    throw e;
                }
            }
        };
    }

    private void look(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(LEFT)) {
            result.next();
            var left = result.getString(1);
            if (left.isEmpty()) {
                clean.incrementAndGet();
            } else {
                leftovers.add(left);
            }
        }
    }
}
