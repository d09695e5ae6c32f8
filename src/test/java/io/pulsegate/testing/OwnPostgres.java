package io.pulsegate.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server that one test class has for itself: to be killed, frozen, and to come back on its port
 * with everything that it held. Empty but for the roles; the gateway migrates.
 */
public final class OwnPostgres implements AutoCloseable {

    private final Path data;
    private EmbeddedPostgres postgres;

    public OwnPostgres(Path data) {
        FileSystemUtils.deleteRecursively(data.toFile());
        this(data, 0);
        server().prepareRoles();
    }

    private OwnPostgres(Path data, int port) {
        this.data = data;
        this.postgres = start(port);
    }

    /** A hot standby that streams from this one, which is away while its data are copied. */
    public OwnPostgres standby(Path copy) {
        int port = port();
        close();
        try {
            FileSystemUtils.deleteRecursively(copy);
            FileSystemUtils.copyRecursively(data, copy);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
            Files.createFile(copy.resolve("standby.signal"));
            Files.writeString(
                    copy.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=localhost port=%d user=postgres'\n".formatted(port),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        postgres = start(port);
        return new OwnPostgres(copy, 0);
    }

    /** The database {@code pulsegate}, as {@link TestDatabase} names those of the common server. */
    public TestDatabase database() {
        return new TestDatabase("pulsegate", server());
    }

    private PostgresServer server() {
        var url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/";
        return new PostgresServer(url, "postgres", "postgres");
    }

    public int port() {
        return postgres.getPort();
    }

    /** Of those of our own roles; the embedded server believes everybody else. */
    public void askForPasswords() {
        var rules = data.resolve("pg_hba.conf");
        try {
            var asked = "host all pulsegate_app,pulsegate_owner all scram-sha-256\n";
            Files.writeString(rules, asked + Files.readString(rules));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        database().superuser().jdbc().sql("select pg_reload_conf()").query().listOfRows();
    }

    private EmbeddedPostgres start(int port) {
        try {
            var builder =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(data)
                            .setCleanDataDirectory(false)
                            .setServerConfig("max_connections", "60")
                            // as a server has it; for tests it is off
                            .setServerConfig("synchronous_commit", "on");
            return (port == 0 ? builder : builder.setPort(port)).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As when its machine loses power: nobody is told. */
    public void kill() {
        var processes = processes();
        signal("KILL", processes);
        processes.forEach(process -> process.onExit().join());
    }

    public void comeBack() {
        int port = postgres.getPort();
        close();
        postgres = start(port);
    }

    /** Connections stay, and nothing answers on them. */
    public void freeze() {
        signal("STOP", processes());
    }

    public void thaw() {
        signal("CONT", processes());
    }

    private List<ProcessHandle> processes() {
        try {
            var pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
            var postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String name, List<ProcessHandle> processes) {
        var command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
