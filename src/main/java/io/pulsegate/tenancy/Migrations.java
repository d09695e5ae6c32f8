package io.pulsegate.tenancy;

import static org.flywaydb.core.api.MigrationState.FUTURE_SUCCESS;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

import java.sql.SQLException;
import java.util.Arrays;

import javax.sql.DataSource;

/**
 * Forward only, and when the database is there: a start waits for one that is away. While nodes are
 * replaced one by one, or a release is taken back, an older gateway starts on a newer one's schema:
 * it would run its own functions and views over the newer ones.
 */
final class Migrations implements FlywayMigrationStrategy {

    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    @Override
    public void migrate(Flyway flyway) {
        await(flyway.getConfiguration().getDataSource());
        var known = flyway.info().all();
        if (Arrays.stream(known).allMatch(Migrations::isDone)) {
            // to migrate would be to look at every one of them once more
            return;
        }
        var newest =
                Arrays.stream(known)
                        .filter(migration -> migration.getState() == FUTURE_SUCCESS)
                        .findAny();
        if (newest.isEmpty()) {
            flyway.migrate();
            return;
        }
        log.warn(
                "the schema is newer than this gateway ({}): it is left as it is",
                newest.get().getScript());
    }

    /** As it stands here, or a repeatable one as it stood once. */
    private static boolean isDone(MigrationInfo migration) {
        return switch (migration.getState()) {
            case SUCCESS -> migration.isChecksumMatching();
            case SUPERSEDED -> true;
            default -> false;
        };
    }

    private static void await(DataSource database) {
        try {
            PatientDataSource.await(database);
        } catch (SQLException _) {
            // Flyway says it in its own words
        }
    }
}
