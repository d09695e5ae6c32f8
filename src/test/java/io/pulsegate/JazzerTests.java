package io.pulsegate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.OriginFuzz;
import io.pulsegate.gate.DocumentFuzz;
import io.pulsegate.gate.VariablesFuzz;
import io.pulsegate.intake.EventFuzz;
import io.pulsegate.intake.SignatureFuzz;
import io.pulsegate.interchange.InterchangeFuzz;
import io.pulsegate.paging.CursorFuzz;
import io.pulsegate.redaction.RedactorFuzz;
import io.pulsegate.streams.MessageFuzz;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.Jdk;
import io.pulsegate.testing.Mutations;
import io.pulsegate.wire.FrameFuzz;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Whatever reads what strangers send takes any bytes: a value or a refusal of ours, soon, and
 * nothing else. Jazzer looks for bytes that do worse, led by the branches they reach, for {@code
 * -Dfuzz.seconds} a target and in a JVM of its own, which its agent rewrites; what it ever found
 * lies with the other seeds. The test command reads these, and what chance makes of them.
 */
@Beside
class JazzerTests {

    private static final Path SEEDS = Path.of("src/test/resources/fuzz");
    private static final Path FOUND = Path.of("target/fuzz").toAbsolutePath();
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int MUTATIONS = 1_000;
    private static final long LONGEST = 20_000;

    static List<Class<?>> targets() {
        return List.of(
                CursorFuzz.class,
                DocumentFuzz.class,
                EventFuzz.class,
                FrameFuzz.class,
                InterchangeFuzz.class,
                MessageFuzz.class,
                OriginFuzz.class,
                RedactorFuzz.class,
                SignatureFuzz.class,
                VariablesFuzz.class);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void takesWhatIsKnownAndWhatChanceMakesOfIt(Class<?> target) throws Exception {
        var seeds = seeds(target);
        assertThat(seeds).isNotEmpty();
        MethodHandles.lookup().ensureInitialized(target);
        for (var seed : seeds) take(target, seed);
        var mutations = new Mutations(seeds, new Random(20_261_122));
        for (int i = 0; i < MUTATIONS; i++) take(target, mutations.next());
    }

    @ParameterizedTest
    @MethodSource("targets")
    @Tag("long")
    void takesWhatJazzerFinds(Class<?> target) throws Exception {
        var corpus = Files.createDirectories(FOUND.resolve(target.getSimpleName()));
        var output = FOUND.resolve(target.getSimpleName() + ".log").toFile();
        long seconds = Long.getLong("fuzz.seconds", 120);
        var jazzer =
                new ProcessBuilder(
                                Jdk.program("java"),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:+EnableDynamicAgentLoading",
                                "-Xmx1g",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "com.code_intelligence.jazzer.Jazzer",
                                "--target_class=" + target.getName(),
                                "--instrumentation_includes=io.pulsegate.**:graphql.parser.**"
                                    + ":graphql.validation.**:io.xlate.**:tools.jackson.core.**",
                                "--custom_hook_includes=io.pulsegate.**",
                                "-max_total_time=" + seconds,
                                "-max_len=" + LONGEST,
                                "-timeout=30",
                                "-rss_limit_mb=3000",
                                corpus.toString(),
                                SEEDS.resolve(target.getSimpleName()).toAbsolutePath().toString())
                        .directory(FOUND.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output)
                        .start();
        try {
            assertThat(jazzer.waitFor(seconds + 300, TimeUnit.SECONDS)).isTrue();
        } finally {
            jazzer.destroyForcibly();
        }
        var said = Files.readString(output.toPath());
        assertThat(jazzer.exitValue()).as(said).isZero();
        assertThat(said).contains("Done ");
    }

    private static List<byte[]> seeds(Class<?> target) throws IOException {
        try (var files = Files.list(SEEDS.resolve(target.getSimpleName()))) {
            return files.sorted().map(JazzerTests::bytes).toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** In time of the processor: the machine that runs this has other things to do. */
    private static void take(Class<?> target, byte[] data) throws Exception {
        var said = target.getSimpleName() + " of " + Base64.getEncoder().encodeToString(data);
        long begun = CLOCK.getCurrentThreadCpuTime();
        try {
            target.getMethod("fuzzerTestOneInput", byte[].class).invoke(null, (Object) data);
        } catch (InvocationTargetException e) {
            throw new AssertionError(said, e.getCause());
        }
        assertThat(Duration.ofNanos(CLOCK.getCurrentThreadCpuTime() - begun))
                .as(said)
                .isLessThan(SOON);
    }
}
