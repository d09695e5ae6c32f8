package io.pulsegate.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.db.Recount;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Whatever arrives, as often and in whatever order: each event is counted once, in its own time.
 */
@IntakeTest
class EventCountsTests {

    private static final List<String> TYPES =
            List.of(
                    "comarch.sync",
                    "edi.interchange",
                    "webhook.delivery",
                    "export.run",
                    "import.run");
    private static final List<String> OUTCOMES = List.of("success", "success", "warning", "error");

    @Autowired TestDatabase database;
    @LocalServerPort int port;
    private TestOrg acme;
    private Sender sender;

    @BeforeEach
    void settle() {
        acme = TestOrg.create(database, "Acme");
        sender = Sender.of(port, acme, "events:write");
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 77})
    void countsEachOnceThroughDuplicatesShufflesLateAndFutureEvents(long seed) throws Exception {
        var random = new Random(seed);
        var events = IntStream.range(0, 400).mapToObj(i -> event(i, random)).toList();
        var deliveries = new ArrayList<Map<String, Object>>();
        for (var event : events) {
            deliveries.addAll(Collections.nCopies(random.nextInt(1, 6), event));
        }
        Collections.shuffle(deliveries, random);
        sendFromTenWriters(batches(deliveries, random));

        assertThat(acme.inOrg(Recount::differences)).isEmpty();
        assertThat(longs("select count(*) from integration_logs")).isEqualTo(400);
        assertThat(
                        longs(
                                "select sum(success + warning + error) from integration_stats where"
                                        + " grain = 'd'"))
                .isEqualTo(400);
        assertThat(longs("select count(*) from integration_logs where occurred_at > recorded_at"))
                .isZero();
        assertThat(longs("select sum(total_count) from incidents"))
                .isEqualTo(longs("select count(*) from integration_logs where status = 'error'"))
                .isPositive();
    }

    @Test
    void putsAnEventInItsOwnTimeAndOneOfTheFutureIntoThePresent() {
        var yesterday = Instant.parse("2026-11-01T12:00:00Z");
        sender.results(
                List.of(
                        Events.event("late", Map.of("time", yesterday.toString())),
                        Events.event(
                                "early",
                                Map.of(
                                        "time",
                                        Instant.now().plus(Duration.ofDays(2)).toString()))));
        assertThat(
                        longs(
                                "select count(*) from integration_logs where source_event_id ="
                                        + " 'late' and occurred_at = '2026-11-01 12:00Z'"))
                .isEqualTo(1);
        assertThat(
                        longs(
                                "select count(*) from integration_logs where source_event_id ="
                                        + " 'early' and occurred_at = recorded_at"))
                .isEqualTo(1);
        assertThat(longs("select success_24h from org_counts where integration_type = 'comarch'"))
                .isEqualTo(1);
    }

    private static Map<String, Object> event(int i, Random random) {
        var at =
                switch (random.nextInt(5)) {
                    case 0 -> Duration.ofSeconds(random.nextInt(172_800)); // still to come
                    case 1 -> Duration.ofDays(-random.nextInt(60));
                    case 2 -> Duration.ofDays(-1).plusSeconds(random.nextInt(120) - 60);
                    default -> Duration.ofSeconds(-random.nextInt(90_000));
                };
        return Events.event(
                "e-" + i,
                Map.of(
                        "type", TYPES.get(random.nextInt(TYPES.size())),
                        "outcome", OUTCOMES.get(random.nextInt(OUTCOMES.size())),
                        "time", Instant.now().plus(at).toString()));
    }

    private static List<List<Map<String, Object>>> batches(
            List<Map<String, Object>> events, Random random) {
        var batches = new ArrayList<List<Map<String, Object>>>();
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + random.nextInt(1, 60));
            batches.add(events.subList(from, to));
            from = to;
        }
        return batches;
    }

    private void sendFromTenWriters(List<List<Map<String, Object>>> batches) throws Exception {
        var sends =
                batches.stream()
                        .<Callable<List<String>>>map(batch -> () -> sender.results(batch))
                        .toList();
        try (var writers = Executors.newFixedThreadPool(10)) {
            for (var sent : writers.invokeAll(sends)) {
                assertThat(sent.get()).isNotEmpty().isSubsetOf("ACCEPTED", "DUPLICATE");
            }
        }
    }

    private long longs(String sql) {
        return acme.inOrg(jdbc -> jdbc.sql(sql).query(Long.class).single());
    }
}
