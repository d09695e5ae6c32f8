package io.pulsegate.tenancy;

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
 */
public record Read<T>(String sql, Row<T> row, List<?> parameters) {

    /** Makes a value of the row that the result set stands on. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
