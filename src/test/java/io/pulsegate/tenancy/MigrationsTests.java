package io.pulsegate.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulsegate.testing.NewerSchema;
import io.pulsegate.testing.TestDatabase;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** Two versions on one schema. */
class MigrationsTests {

    @TempDir Path temp;
    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void leavesTheSchemaOfANewerGatewayAsItIs() throws Exception {
        new NewerSchema(database, temp).migrate();
        var before = history();
        new Migrations().migrate(ours());
        assertThat(history()).isEqualTo(before);
        assertThat(before).anyMatch(line -> line.contains("one more column"));
    }

    @Test
    void migratesWhatIsNotNewer() {
        database.owner()
                .jdbc()
                .sql(
                        "update flyway_schema_history set checksum = 0 where version is"
                                + " null and description like '%lists'")
                .update();
        var before = history();
        new Migrations().migrate(ours());
        assertThat(history()).hasSizeGreaterThan(before.size());
    }

    @Test
    void refusesOneThatWasChangedAfterwards() {
        database.owner()
                .jdbc()
                .sql("update flyway_schema_history set checksum = 0 where version = '005'")
                .update();
        assertThatThrownBy(() -> new Migrations().migrate(ours()))
                .isInstanceOf(FlywayValidateException.class);
    }

    private Flyway ours() {
        return Flyway.configure()
                .dataSource(database.owner().dataSource())
                .locations("classpath:db/migration")
                .load();
    }

    private List<String> history() {
        return database.owner()
                .jdbc()
                .sql(
                        "select installed_rank || ' ' || description from flyway_schema_history"
                                + " order by installed_rank")
                .query((row, _) -> row.getString(1))
                .list();
    }
}
