package io.pulsegate.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pulsegate.faults.Fault;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

class RefreshLimitTests {

    private final AtomicLong clock = new AtomicLong();
    private final RefreshLimit limit = new RefreshLimit(clock::get);
    private final UUID ada = UUID.randomUUID();

    @Test
    void saysHowLongToWait() {
        limit.pass(ada);
        pass(Duration.ofSeconds(2));
        assertThatExceptionOfType(Fault.Busy.class)
                .isThrownBy(() -> limit.pass(ada))
                .satisfies(busy -> assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(3)));
    }

    @Test
    void letsPassAgainAfterFiveSecondsWhateverWasRefusedMeanwhile() {
        limit.pass(ada);
        pass(Duration.ofSeconds(4));
        assertThatExceptionOfType(Fault.Busy.class).isThrownBy(() -> limit.pass(ada));
        pass(Duration.ofSeconds(1));
        limit.pass(ada);
        assertThatExceptionOfType(Fault.Busy.class).isThrownBy(() -> limit.pass(ada));
    }

    @Test
    void keepsEveryoneByThemselves() {
        limit.pass(ada);
        limit.pass(UUID.randomUUID());
        assertThatExceptionOfType(Fault.Busy.class).isThrownBy(() -> limit.pass(ada));
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
