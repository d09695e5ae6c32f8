package io.pulsegate.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.testing.GatewayProcess;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Gateways that stand still for a while, or are gone all at once, and those who watch them. */
@Tag("long")
class AbsentGatewayTests {

    private static final Duration CADENCE = Duration.ofSeconds(5);
    private static final String LIVE =
            "subscription { dashboardUpdates(cadenceSeconds: 5) { seq newEventCount } }";

    @TempDir Path temp;
    private final TestDatabase database = TestDatabase.fresh();
    private final TestOrg acme = TestOrg.create(database, "Acme");

    /** Five ticks are missed, and none of them is made up for. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing can be frozen there")
    void oneThatWakesTicksOnceAndLooksFirstWhetherTheyStillMayWatch() throws Exception {
        var stays = ApiKeyFormat.generate();
        acme.key(stays, "dashboard:read");
        var ends = ApiKeyFormat.generate();
        var ending = acme.key(ends, "dashboard:read");
        try (var gateway = new GatewayProcess(database.jdbcUrl(), temp);
                var watcher = watch(gateway, stays);
                var other = watch(gateway, ends)) {
            watcher.next("next", "1");
            gateway.signal("STOP");
            pass(CADENCE.multipliedBy(5));
            acme.change("update api_keys set revoked_at = now() where id = ?", ending);
            watcher.heard.clear();
            other.heard.clear();
            gateway.signal("CONT");
            watcher.next("next", "1");
            pass(CADENCE.minusSeconds(1));
            assertThat(updates(watcher)).as("beside the first: its own turn").isLessThan(2);
            assertThat(other.closed()).isEqualTo(4401);
            assertThat(updates(other)).as("pushed after the key had ended").isZero();
            watcher.next("next", "1");
        }
    }

    @Test
    void whoWatchedOneThatWasKilledSeesOnAnotherWhatWasMissedAndWhatComes() throws Exception {
        var key = ApiKeyFormat.generate();
        acme.key(key, "dashboard:read");
        try (var first = new GatewayProcess(database.jdbcUrl(), temp);
                var second = new GatewayProcess(database.jdbcUrl(), temp);
                var watcher = watch(first, key)) {
            acme.log("edi", "success", Duration.ZERO);
            long seen = watcher.next("next", "1").at("/payload/data/dashboardUpdates/seq").asLong();
            first.process.destroyForcibly().waitFor();
            acme.log("edi", "error", Duration.ZERO);
            try (var again = Client.open(second.port, Map.of()).hello(key)) {
                again.resume("1", LIVE, seen);
                var gap = again.next("next", "1").at("/payload/extensions/gap");
                assertThat(gap.path("from").asLong(-1)).isEqualTo(seen);
                assertThat(gap.path("missed").asBoolean(false)).isTrue();
                acme.log("edi", "error", Duration.ZERO);
                assertThat(
                                again.next("next", "1")
                                        .at("/payload/data/dashboardUpdates/newEventCount")
                                        .asInt())
                        .isEqualTo(1);
            }
        }
    }

    private static Client watch(GatewayProcess gateway, String key) {
        var watcher = Client.open(gateway.port, Map.of()).hello(key);
        watcher.subscribe("1", LIVE);
        watcher.next("next", "1");
        return watcher;
    }

    /** Time itself is what is tested here. */
    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plusMinutes(1)).until(() -> true);
    }

    private static long updates(Client watcher) {
        return watcher.heard.stream()
                .filter(message -> message.path("type").asString("").equals("next"))
                .count();
    }
}
