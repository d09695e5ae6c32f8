package io.pulsegate.embedded;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The server that a killed gateway left behind: nobody stops it, and a second one refuses to start
 * beside it. Only to be called by who holds the folder's lock.
 */
final class Orphan {

    private static final Logger log = LoggerFactory.getLogger(Orphan.class);
    private static final long PATIENCE_SECONDS = 20;

    private Orphan() {}

    static void stop(Path database) throws IOException {
        var pidFile = database.resolve("postmaster.pid");
        var server = Files.exists(pidFile) ? server(pidFile) : Optional.<ProcessHandle>empty();
        if (server.isPresent()) {
            log.info("stopping the PostgreSQL that a killed gateway left behind");
            stop(server.get());
        }
        // else its number may by now be another process's, and PostgreSQL would take that for a
        // server
        Files.deleteIfExists(pidFile);
    }

    private static Optional<ProcessHandle> server(Path pidFile) throws IOException {
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst()
                    .map(pid -> Long.parseLong(pid.strip()))
                    .flatMap(ProcessHandle::of)
                    .filter(process -> process.info().command().orElse("").contains("postgres"));
        }
    }

    private static void stop(ProcessHandle server) {
        server.destroy();
        server.onExit()
                .completeOnTimeout(server, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .thenAccept(ProcessHandle::destroyForcibly)
                .join();
        server.onExit().join();
    }
}
