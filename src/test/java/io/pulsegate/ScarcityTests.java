package io.pulsegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.GatewayProcess;
import io.pulsegate.testing.OwnPostgres;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;

/**
 * A machine that has too little of something: a gateway in a process of its own gets through it.
 */
@Beside
@Tag("long")
@EnabledOnOs(value = OS.LINUX, disabledReason = "prlimit and /proc are Linux's")
class ScarcityTests {

    private static final Duration LASTING = Duration.ofSeconds(10);

    @TempDir Path temp;
    private OwnPostgres postgres;
    private GatewayProcess gateway;
    private Doors doors;

    @BeforeEach
    void start() throws IOException {
        postgres = new OwnPostgres(Path.of("target", "postgresql-of-scarcity").toAbsolutePath());
        gateway =
                new GatewayProcess(
                        "jdbc:postgresql://localhost:" + postgres.port() + "/pulsegate", temp);
        var key = ApiKeyFormat.generate();
        TestOrg.create(postgres.database(), "Acme").key(key, "dashboard:read", "events:write");
        doors = new Doors(gateway.port, key);
        doors.untilAllIsWell();
    }

    @AfterEach
    void stop() {
        gateway.close();
        postgres.close();
    }

    @Test
    void outlivesTheLastFileDescriptor() throws Exception {
        // a class that could not be loaded once is missing for good, and here, other than in the
        // jar, each is a file of its own: what reads an event is loaded when there is one
        doors.untilAllIsWell();
        long open = descriptors();
        gateway.limitOpenFiles(open + 50);
        var sockets = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 200; i++) {
                sockets.add(new Socket("localhost", gateway.port));
            }
            await().until(() -> descriptors() > open + 40);
            assertThat(gateway.process.isAlive()).isTrue();
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
        doors.untilAllIsWell();
    }

    @Test
    void answersWhileOthersTakeTheProcessors() throws Exception {
        var hogs = new ArrayList<Process>();
        try {
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                hogs.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
            }
            assertThat(doors.during(LASTING, 1, () -> {}, () -> {}))
                    .isNotEmpty()
                    .allMatch(Doors.Said::isProper);
        } finally {
            hogs.forEach(Process::destroyForcibly);
        }
        doors.untilAllIsWell();
    }

    private long descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc", "" + gateway.process.pid(), "fd"))) {
            return open.count();
        }
    }
}
