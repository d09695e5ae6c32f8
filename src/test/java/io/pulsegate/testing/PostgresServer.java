package io.pulsegate.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.flywaydb.core.Flyway;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import javax.sql.DataSource;

/**
 * One server for all tests of this JVM, with the database {@code pulsegate} migrated and never used
 * itself: it is the template that {@link TestDatabase} copies. PostgreSQL in Docker where there is
 * a Docker, else the embedded one.
 *
 * @param url of the server, up to the name of a database
 */
record PostgresServer(String url, String superuser, String password) {

    /** Counting statements, and room for the pools of every cached application context. */
    private static final Map<String, String> SETTINGS =
            Map.of("shared_preload_libraries", "pg_stat_statements", "max_connections", "400");

    static PostgresServer get() {
        return Holder.SERVER;
    }

    DataSource dataSource(String database, String user) {
        // the passwords of our roles are their names, see prepare()
        return new DriverManagerDataSource(
                url + database, user, user.equals(superuser) ? password : user);
    }

    private static PostgresServer start() {
        var server = DockerClientFactory.instance().isDockerAvailable() ? inDocker() : embedded();
        server.prepare();
        return server;
    }

    // stopped by Testcontainers itself, when the JVM is gone
    @SuppressWarnings("resource")
    private static PostgresServer inDocker() {
        var container = new PostgreSQLContainer("postgres:18");
        var command = new StringBuilder("postgres -c fsync=off");
        SETTINGS.forEach((name, value) -> command.append(" -c ").append(name + "=" + value));
        container.withCommand(command.toString());
        container.start();
        return new PostgresServer(
                "jdbc:postgresql://%s:%d/"
                        .formatted(container.getHost(), container.getMappedPort(5432)),
                container.getUsername(),
                container.getPassword());
    }

    // stopped by its own shutdown hook
    @SuppressWarnings("resource")
    private static PostgresServer embedded() {
        try {
            var builder = EmbeddedPostgres.builder();
            SETTINGS.forEach(builder::setServerConfig);
            var postgres = builder.start();
            return new PostgresServer(
                    "jdbc:postgresql://localhost:%d/".formatted(postgres.getPort()),
                    "postgres",
                    "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As an operator would: the README's roles and database, then the migrations by the owner. */
    private void prepare() {
        prepareRoles();
        Flyway.configure()
                .dataSource(dataSource("pulsegate", "pulsegate_owner"))
                .locations("classpath:db/migration")
                .load()
                .migrate();
        // in a schema of its own: no test of the catalogue shall find it among our tables
        var template = JdbcClient.create(dataSource("pulsegate", superuser));
        template.sql("create schema testing").update();
        template.sql("create extension pg_stat_statements schema testing").update();
    }

    void prepareRoles() {
        var postgres = dataSource("postgres", superuser);
        DatabasePopulatorUtils.execute(
                new ResourceDatabasePopulator(new ClassPathResource("db/roles.sql")), postgres);
        var jdbc = JdbcClient.create(postgres);
        jdbc.sql("alter role pulsegate_owner password 'pulsegate_owner'").update();
        jdbc.sql("alter role pulsegate_app password 'pulsegate_app'").update();
    }

    /** Started when first asked for: a test that needs no database does not wait for one. */
    private static final class Holder {
        private static final PostgresServer SERVER = start();
    }
}
