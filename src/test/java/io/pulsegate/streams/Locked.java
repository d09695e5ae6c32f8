package io.pulsegate.streams;

import io.pulsegate.testing.TestDatabase;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * While it is open, whoever asks for webhook senders waits: for half a second, then he hears so.
 */
final class Locked implements AutoCloseable {

    private final Connection held;

    Locked(TestDatabase database) throws SQLException {
        held = database.superuser().dataSource().getConnection();
        held.setAutoCommit(false);
        try (var lock = held.createStatement()) {
            lock.execute("lock table webhook_senders in access exclusive mode");
        }
    }

    @Override
    public void close() throws SQLException {
        held.close();
    }
}
