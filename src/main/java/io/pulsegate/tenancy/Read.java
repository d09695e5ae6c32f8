package io.pulsegate.tenancy;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * One SELECT of a batch. It must return a column {@code org_id}: a row is handed out under its own
 * organisation only.
 *
 * @param sql one statement without a trailing semicolon, {@code ?} for parameters
 * @param row makes a value of the current row
 * @param parameters text, numbers, {@code UUID}, {@code OffsetDateTime}, or arrays of text or UUIDs
 * @param figures of a dashboard: may come from a replica, which its column {@code data_version}
 *     tells how far it is
 * @param unchanged the data version that an organisation without a row is at; null when that says
 *     nothing
 */
public record Read<T>(
        String sql, Row<T> row, List<?> parameters, boolean figures, @Nullable Long unchanged) {

    public Read(String sql, Row<T> row, List<?> parameters) {
        this(sql, row, parameters, false, null);
    }

    /** Makes a value of the row that the result set stands on. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
