package io.pulsegate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.testing.Tracked;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;

/** The same sources make the same jar, pages included: who builds it anew can compare. */
@Tag("long")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "mvn is no program there")
class ReproducibleJarTests {

    @TempDir Path temp;

    @Test
    void isTheSameFromAnotherFolderInAnotherTimeZoneAndLanguage() throws Exception {
        var one = built(temp.resolve("here"), Map.of("TZ", "UTC", "LC_ALL", "C"));
        var other =
                built(
                        temp.resolve("a longer name/somewhere else"),
                        Map.of("TZ", "Asia/Kathmandu", "LC_ALL", "pl_PL.UTF-8"));
        // what differs is said by name before it is said that something does
        assertThat(entries(one)).isEqualTo(entries(other));
        assertThat(digest(Files.readAllBytes(one))).isEqualTo(digest(Files.readAllBytes(other)));
    }

    /** What was installed is copied, so that both are built without a registry. */
    private Path built(Path folder, Map<String, String> environment) throws Exception {
        for (var file : Tracked.files()) {
            var copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        for (var client : new String[] {"dashboard", "graphiql"}) {
            var from = Path.of("clients", client, "node_modules");
            run(
                    Path.of("."),
                    Map.of(),
                    "cp",
                    "-R",
                    from.toString(),
                    folder.resolve(from).toString());
        }
        run(folder, environment, "mvn", "-o", "-q", "-Dmaven.test.skip=true", "package");
        return folder.resolve("target/pulsegate.jar");
    }

    private void run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var said = Files.createTempFile(temp, "said", ".txt");
        var builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        int exit = builder.start().waitFor();
        assertThat(exit).as(Files.readString(said)).isZero();
    }

    private static Map<String, String> entries(Path jar) throws Exception {
        var digests = new TreeMap<String, String>();
        try (var file = new JarFile(jar.toFile())) {
            for (var entry : file.stream().toList()) {
                try (var in = file.getInputStream(entry)) {
                    digests.put(entry.getName(), digest(in.readAllBytes()));
                }
            }
        }
        return digests;
    }

    private static String digest(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
