package io.pulsegate.repairs;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What a filter catches, told before anything is done to it. */
record DeadLetterPreview(List<Part> parts) {

    /** Those with the same obstacle; null: with none. */
    record Part(@Nullable RetryObstacle obstacle, int count) {

        static Part of(ResultSet row) throws SQLException {
            var obstacle = row.getString("obstacle");
            return new Part(
                    obstacle == null ? null : RetryObstacle.valueOf(obstacle), row.getInt("count"));
        }
    }

    public int count() {
        return parts.stream().mapToInt(Part::count).sum();
    }

    public int retryableCount() {
        return count() - obstacles().stream().mapToInt(Part::count).sum();
    }

    public List<Part> obstacles() {
        return parts.stream().filter(part -> part.obstacle() != null).toList();
    }
}
