package io.pulsegate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulsegate.testing.Beside;
import io.pulsegate.testing.Jdk;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What is left when a gateway is killed, and how the next one copes. */
@Beside
class KilledGatewayTests {

    @TempDir Path temp;
    private Optional<ProcessHandle> orphan = Optional.empty();

    @AfterEach
    void leaveNothingRunning() {
        orphan.ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void theNextOneStopsTheOrphanAndKeepsWhatWasCommitted() throws Exception {
        killAGateway();
        orphan = server();
        assertThat(orphan).as("a killed JVM leaves its server running").isPresent();

        try (var next = start(temp)) {
            assertThat(orphan.orElseThrow().isAlive()).isFalse();
            assertThat(
                            JdbcClient.create(next.login("pulsegate_owner").dataSource())
                                    .sql("select answer from committed")
                                    .query(Integer.class)
                                    .single())
                    .isEqualTo(42);
        }
    }

    /** The other JVM: starts, commits, says so, and is never heard of again. */
    public static void main(String[] folder) throws Exception {
        var database = start(Path.of(folder[0]));
        JdbcClient.create(database.login("pulsegate_owner").dataSource())
                .sql("create table committed as select 42 as answer")
                .update();
        Files.createFile(Path.of(folder[0], "committed"));
        Thread.sleep(Duration.ofMinutes(5));
    }

    private static EmbeddedDatabase start(Path folder) {
        return EmbeddedDatabase.start(DataFolder.open(folder), EmbeddedDatabaseTests.PROGRAMS);
    }

    private void killAGateway() throws Exception {
        var output = temp.resolve("gateway.out");
        var gateway =
                new ProcessBuilder(
                                Jdk.program("java"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledGatewayTests.class.getName(),
                                temp.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            await().atMost(Duration.ofMinutes(2))
                    .failFast(() -> assertThat(gateway.isAlive()).as(() -> text(output)).isTrue())
                    .until(() -> Files.exists(temp.resolve("committed")));
        } finally {
            gateway.destroyForcibly().waitFor();
        }
    }

    private Optional<ProcessHandle> server() throws IOException {
        var pid = Files.readAllLines(temp.resolve("database/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip())).filter(ProcessHandle::isAlive);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
