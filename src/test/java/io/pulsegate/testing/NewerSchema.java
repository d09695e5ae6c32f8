package io.pulsegate.testing;

import org.flywaydb.core.Flyway;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a later release would make of the schema: it adds, and changes what is repeatable. */
public record NewerSchema(TestDatabase database, Path folder) {

    public void migrate() throws IOException {
        for (var ours :
                new PathMatchingResourcePatternResolver()
                        .getResources("classpath:db/migration/*.sql")) {
            Files.write(folder.resolve(ours.getFilename()), ours.getContentAsByteArray());
        }
        Files.writeString(
                folder.resolve("V999__one_more_column.sql"),
                "alter table integration_logs add column added_later text;");
        Files.writeString(
                folder.resolve("R__99_one_more_view.sql"),
                "create or replace view added_later as select 1 as one;");
        Files.writeString(
                folder.resolve("R__1_judge_health.sql"),
                "\n-- and said in other words\n",
                StandardOpenOption.APPEND);
        Flyway.configure()
                .dataSource(database.owner().dataSource())
                .locations("filesystem:" + folder)
                .load()
                .migrate();
    }
}
