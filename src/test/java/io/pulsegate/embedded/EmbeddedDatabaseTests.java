package io.pulsegate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pulsegate.testing.Beside;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A new server in a folder of its own, looked at from all sides. */
@Beside
class EmbeddedDatabaseTests {

    /** Unpacked once for all tests of the build. */
    static final Path PROGRAMS = Path.of("target", "postgresql").toAbsolutePath();

    @TempDir Path temp;
    private EmbeddedDatabase database;

    @BeforeEach
    void start() {
        database = EmbeddedDatabase.start(DataFolder.open(temp.resolve("data")), PROGRAMS);
    }

    @AfterEach
    void stop() throws IOException {
        database.close();
    }

    @Test
    void isDurablePrivateAndHoldsTheGatewayBack() throws IOException {
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
        assertThat(setting("full_page_writes")).isEqualTo("on");
        assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(setting("unix_socket_directories")).isEmpty();
        assertThat(
                        app().sql(
                                        "select rolsuper or rolbypassrls from pg_roles where"
                                                + " rolname = current_user")
                                .query(Boolean.class)
                                .single())
                .isFalse();
        for (var role : new String[] {"postgres", "pulsegate_owner", "pulsegate_app"}) {
            refusesWithoutPassword(role);
            assertThat(permissions(role + ".password")).isEqualTo("rw-------");
        }
        assertThat(permissions("")).isEqualTo("rwx------");
        assertThat(Files.readString(database.folder().log()))
                .contains("ready to accept connections");
    }

    @Test
    void startsAgainWithEverythingItHeld() throws IOException {
        owner().sql("create table kept as select 42 as answer").update();
        database.close();
        start();
        assertThat(owner().sql("select answer from kept").query(Integer.class).single())
                .isEqualTo(42);
    }

    @Test
    void putsAnUnfinishedDatabaseAside() throws IOException {
        database.close();
        Files.delete(temp.resolve("data/database/pulsegate.finished"));
        start();
        assertThat(app().sql("select 1").query(Integer.class).single()).isEqualTo(1);
        try (var kept = Files.newDirectoryStream(temp.resolve("data"), "database.unfinished-*")) {
            assertThat(kept).hasSize(1);
        }
    }

    private void refusesWithoutPassword(String role) {
        var nobody = new Login(Login.url(database.port(), "pulsegate"), role, "guess").dataSource();
        assertThatExceptionOfType(CannotGetJdbcConnectionException.class)
                .isThrownBy(() -> JdbcClient.create(nobody).sql("select 1").query().listOfRows())
                .havingRootCause()
                .withMessageContaining("password authentication failed");
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(database.folder().file(name)));
    }

    private String setting(String name) {
        var superuser =
                new Login(
                        Login.url(database.port(), "postgres"),
                        "postgres",
                        new Passwords(database.folder()).of("postgres"));
        return JdbcClient.create(superuser.dataSource())
                .sql("show " + name)
                .query(String.class)
                .single();
    }

    private JdbcClient app() {
        return JdbcClient.create(database.login("pulsegate_app").dataSource());
    }

    private JdbcClient owner() {
        return JdbcClient.create(database.login("pulsegate_owner").dataSource());
    }
}
