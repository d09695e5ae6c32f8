package io.pulsegate.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pulsegate.faults.Fault;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;

class LiveInboxTests {

    private final LiveInbox inbox = new LiveInbox();
    private final AtomicInteger run = new AtomicInteger();

    @Test
    void turnsAwayWhoComesWhileTooMuchWaitsAndNobodyWhoLeaves() throws Exception {
        for (int i = 0; i < LiveInbox.MOST; i++) inbox.welcome(run::incrementAndGet);
        assertThatExceptionOfType(Fault.Unavailable.class)
                .isThrownBy(() -> inbox.welcome(run::incrementAndGet));
        inbox.execute(run::incrementAndGet);

        inbox.takeUntil(System.nanoTime());
        assertThat(run).hasValue(LiveInbox.MOST + 1);
        inbox.welcome(run::incrementAndGet);
    }
}
