package io.pulsegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.pulsegate.faults.Fault;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

class LanesTests {

    private static final long MANY = 100;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> got = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void letsInAtOnceWhileThereIsRoom() {
        var lanes = new Lanes<String>(3, 2, MANY, Duration.ZERO);
        lanes.enter("one");
        lanes.enter("one");
        lanes.enter("other");
        assertThat(lanes.running()).isEqualTo(3);
    }

    @Test
    void tellsWhoAsksTooMuchWhoHasPassedHisShare() {
        var lanes = new Lanes<String>(3, 2, MANY, Duration.ofMillis(10));
        lanes.enter("one");
        lanes.enter("one");
        assertThatExceptionOfType(Fault.Busy.class).isThrownBy(() -> lanes.enter("one"));
        lanes.enter("other");
        assertThatExceptionOfType(Fault.Unavailable.class).isThrownBy(() -> lanes.enter("third"));
        assertThat(lanes.waiting()).isZero();
    }

    @Test
    void servesTheLanesInTurnHoweverLongOneIs() {
        var lanes = new Lanes<String>(1, 1, MANY, LONG);
        lanes.enter("noisy");
        waitFor(lanes, "noisy", 5);
        waitFor(lanes, "other", 1);
        waitFor(lanes, "third", 1);
        for (var runs : List.of("noisy", "noisy", "other", "third", "noisy", "noisy", "noisy")) {
            int before = got.size();
            lanes.leave(runs);
            await().until(() -> got.size() > before);
        }
        assertThat(got)
                .containsExactly("noisy", "other", "third", "noisy", "noisy", "noisy", "noisy");
    }

    @Test
    void givesAPlaceToSomebodyElseWhenALaneHasItsShare() {
        var lanes = new Lanes<String>(3, 2, MANY, LONG);
        lanes.enter("noisy");
        lanes.enter("noisy");
        waitFor(lanes, "noisy", 3);
        lanes.enter("other");
        assertThat(got).isEmpty();
    }

    @Test
    void givesNoPlaceToWhoHasGone() {
        var lanes = new Lanes<String>(1, 1, MANY, Duration.ofMillis(10));
        lanes.enter("one");
        assertThatExceptionOfType(Fault.Busy.class).isThrownBy(() -> lanes.enter("one"));
        lanes.leave("one");
        assertThat(lanes.running()).isZero();
        lanes.enter("other");
    }

    @Test
    void letsNobodyWaitWhereTooManyDo() {
        var lanes = new Lanes<String>(1, 1, 4, LONG);
        lanes.enter("one");
        waitFor(lanes, "one", 2);
        assertThatExceptionOfType(Fault.Busy.class).isThrownBy(() -> lanes.enter("one"));
        waitFor(lanes, "other", 2);
        assertThatExceptionOfType(Fault.Unavailable.class).isThrownBy(() -> lanes.enter("third"));
    }

    private void waitFor(Lanes<String> lanes, String who, int times) {
        int before = lanes.waiting();
        for (int i = 0; i < times; i++) {
            var _ =
                    threads.submit(() -> {
                        lanes.enter(who);
                        return got.add(who);
                    });
        }
        await().until(() -> lanes.waiting() == before + times);
    }
}
