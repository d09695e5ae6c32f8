package io.pulsegate.embedded;

import io.pulsegate.tenancy.StartRefused;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/**
 * The PostgreSQL inside the gateway: durable, on the loopback address only, a password for every
 * role (other users of this machine reach its port too).
 *
 * <p>No JVM hook stops it: a hook runs beside Spring's own and would take the database from under
 * requests that are still being answered. It is closed with the context.
 */
final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String MAJOR = "18";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * zonky starts a server that may forget (-F, synchronous_commit=off): what comes later wins.
     */
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "fsync", "on",
                    "synchronous_commit", "on",
                    "full_page_writes", "on",
                    "listen_addresses", "127.0.0.1",
                    "unix_socket_directories", "''",
                    "max_connections", "60",
                    "shared_buffers", "128MB",
                    "shared_preload_libraries", "pg_stat_statements",
                    "log_line_prefix", "'%m [%p] %u '");

    private final DataFolder folder;
    private final EmbeddedPostgres server;

    private EmbeddedDatabase(DataFolder folder, EmbeddedPostgres server) {
        this.folder = folder;
        this.server = server;
    }

    /**
     * Starts the server of this folder, which is made when it is new. Whatever a killed gateway
     * left behind is put in order first.
     *
     * @throws StartRefused when it does not start
     */
    static EmbeddedDatabase start(DataFolder folder, Path programs) {
        try {
            var passwords = new Passwords(folder);
            Orphan.stop(folder.database());
            putAsideUnfinished(folder.database());
            requireMajor(folder.database());
            var server = builder(folder, programs, passwords).start();
            new Roles(server.getPort(), passwords).prepare();
            Files.writeString(finished(folder.database()), "roles and database are made\n");
            return new EmbeddedDatabase(folder, server);
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            log.debug("start failed", e);
            throw new StartRefused(
                    "The embedded PostgreSQL does not start: " + e.getMessage() + ".",
                    "See " + folder.log() + ", or choose another folder with PULSEGATE_DATA.");
        }
    }

    Login login(String role) {
        var password = new Passwords(folder).of(role);
        return new Login(Login.url(server.getPort(), "pulsegate"), role, password);
    }

    DataFolder folder() {
        return folder;
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        folder.close();
    }

    private static EmbeddedPostgres.Builder builder(
            DataFolder folder, Path programs, Passwords passwords) {
        var builder =
                EmbeddedPostgres.builder()
                        .setDataDirectory(folder.database())
                        .setCleanDataDirectory(false)
                        .setOverrideWorkingDirectory(programs.toFile())
                        .setRegisterShutdownHook(false)
                        .setPGStartupWait(PATIENCE)
                        .setOutputRedirector(Redirect.appendTo(folder.log().toFile()))
                        .setErrorRedirector(Redirect.appendTo(folder.log().toFile()))
                        // initdb: these come after zonky's "-A trust", and win
                        .setLocaleConfig("auth", "scram-sha-256")
                        .setLocaleConfig("pwfile", passwords.file("postgres").toString())
                        .setConnectConfig("password", passwords.of("postgres"));
        SETTINGS.forEach(builder::setServerConfig);
        return builder;
    }

    /** A first start that was killed half-way left a server nobody can use. Kept, in case. */
    private static void putAsideUnfinished(Path database) throws IOException {
        if (Files.exists(database) && Files.notExists(finished(database))) {
            var aside = database.resolveSibling("database.unfinished-" + System.nanoTime());
            Files.move(database, aside, StandardCopyOption.ATOMIC_MOVE);
            log.warn("an unfinished database was put aside as {}", aside);
        }
    }

    private static Path finished(Path database) {
        return database.resolve("pulsegate.finished");
    }

    private static void requireMajor(Path database) throws IOException {
        var file = database.resolve("PG_VERSION");
        if (Files.notExists(file)) return;
        var found = Files.readString(file).strip();
        if (!found.equals(MAJOR)) {
            throw new StartRefused(
                    "%s was made by PostgreSQL %s, and this gateway brings PostgreSQL %s."
                            .formatted(database, found, MAJOR),
                    "Choose another folder with PULSEGATE_DATA, or move this one away: the demo"
                            + " data is made anew.");
        }
    }
}
