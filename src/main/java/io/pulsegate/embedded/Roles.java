package io.pulsegate.embedded;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import java.util.List;

/** What an administrator does on a server of one's own: db/roles.sql, and the passwords. */
record Roles(int port, Passwords passwords) {

    private static final List<String> OURS = List.of("pulsegate_owner", "pulsegate_app");

    void prepare() {
        var postgres = superuser("postgres");
        var jdbc = JdbcClient.create(postgres.dataSource());
        if (jdbc.sql("select from pg_database where datname = 'pulsegate'")
                .query()
                .listOfRows()
                .isEmpty()) {
            // statement by statement: create database runs in no transaction
            DatabasePopulatorUtils.execute(
                    new ResourceDatabasePopulator(new ClassPathResource("db/roles.sql")),
                    postgres.dataSource());
        }
        // 160 random bits in letters and digits: nothing to quote
        OURS.forEach(role ->
                jdbc.sql("alter role %s password '%s'".formatted(role, passwords.of(role)))
                        .update());
        countStatements();
    }

    /** In a schema of its own: Flyway wants to find an empty one. */
    private void countStatements() {
        var jdbc = JdbcClient.create(superuser("pulsegate").dataSource());
        jdbc.sql("create schema if not exists statistics").update();
        jdbc.sql("create extension if not exists pg_stat_statements schema statistics").update();
    }

    private Login superuser(String database) {
        return new Login(Login.url(port, database), "postgres", passwords.of("postgres"));
    }
}
