package io.pulsegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.FaultProxy;
import io.pulsegate.testing.GatewayProcess;
import io.pulsegate.testing.OwnPostgres;
import io.pulsegate.testing.TestOrg;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the faults of the database leave behind in a gateway, and whether it stands still in them:
 * in a JVM of its own, whose live objects and threads, virtual ones too, are counted before and
 * after, and whose carriers of virtual threads are watched meanwhile.
 */
@Beside
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class FaultGrowthTests {

    private static final Logger log = LoggerFactory.getLogger(FaultGrowthTests.class);
    private static final Duration LASTING = Duration.ofSeconds(1);
    private static final Duration RECOVERED = Duration.ofSeconds(30);

    /** What caches may still gain. */
    private static final long BYTES = 4_000_000;

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    private static final Pattern THREAD = Pattern.compile("\"tid\":");

    @TempDir Path temp;
    private OwnPostgres postgres;
    private FaultProxy network;
    private GatewayProcess gateway;
    private Doors doors;

    @BeforeEach
    void start() throws IOException {
        postgres = new OwnPostgres(Path.of("target", "postgresql-of-growth").toAbsolutePath());
        network = new FaultProxy(postgres.port());
        gateway =
                new GatewayProcess(
                        "jdbc:postgresql://localhost:" + network.port() + "/pulsegate", temp);
        var key = ApiKeyFormat.generate();
        TestOrg.create(postgres.database(), "Acme").key(key, "dashboard:read", "events:write");
        doors = new Doors(gateway.port, key);
    }

    @AfterEach
    void stop() {
        gateway.close();
        network.close();
        postgres.close();
    }

    @Test
    void keepsNothingOfAFaultAndPinsNoCarrier() throws Exception {
        keepsNothingOf(1);
    }

    @Test
    @Tag("long")
    void keepsNothingOfManyFaultsAndPinsNoCarrier() throws Exception {
        keepsNothingOf(20);
    }

    private void keepsNothingOf(int rounds) throws Exception {
        // whatever is loaded and filled once
        suffer();
        long bytes = bytes();
        long threads = threads();
        gateway.jcmd(
                "JFR.start",
                "name=pins",
                "settings=none",
                "jdk.VirtualThreadPinned#enabled=true",
                "jdk.VirtualThreadPinned#threshold=20ms");
        for (int i = 0; i < rounds; i++) {
            suffer();
        }
        assertThat(pins()).isEmpty();
        await().atMost(RECOVERED).until(() -> threads() <= threads + 5);
        long after = bytes();
        log.info("{} bytes before {} rounds of faults, {} after them", bytes, rounds, after);
        assertThat(after).isLessThan(bytes + BYTES);
    }

    private void suffer() {
        suffer(network::swallow, network::deliver);
        suffer(network::refuse, network::deliver);
        suffer(postgres::freeze, postgres::thaw);
    }

    private void suffer(Runnable begins, Runnable ends) {
        doors.during(LASTING, 8, begins, ends);
        doors.untilAllIsWell();
    }

    /** Of what is alive after a collection. */
    private long bytes() throws Exception {
        var total = TOTAL.matcher(gateway.jcmd("GC.class_histogram"));
        assertThat(total.find()).isTrue();
        return Long.parseLong(total.group(1));
    }

    private long threads() throws Exception {
        var file = temp.resolve("threads.json");
        gateway.jcmd("Thread.dump_to_file", "-format=json", "-overwrite", file.toString());
        return THREAD.matcher(Files.readString(file)).results().count();
    }

    /** Virtual threads that held a carrier while they waited, for 20 ms and longer. */
    private List<RecordedEvent> pins() throws Exception {
        var file = temp.resolve("pins.jfr");
        gateway.jcmd("JFR.dump", "name=pins", "filename=" + file);
        return RecordingFile.readAllEvents(file);
    }
}
