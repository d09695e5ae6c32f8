package io.pulsegate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pulsegate.faults.Fault;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class AttemptsTests {

    private final AtomicLong now = new AtomicLong();
    private final Attempts attempts = new Attempts(now::get);

    @Test
    void endsWithItsMinute() {
        fail(Attempts.PER_ACCOUNT, "anna", "10.0.0.1");
        pass(Duration.ofSeconds(20));
        assertThat(refused("anna", "10.0.0.2").retryAfter()).isEqualTo(Duration.ofSeconds(40));
        pass(Duration.ofSeconds(41));
        assertThatCode(() -> attempts.take("anna", "10.0.0.1")).doesNotThrowAnyException();
    }

    @Test
    void countsAnAttemptWhileItRuns() {
        fail(Attempts.PER_ACCOUNT, "anna", "10.0.0.1");
        assertThat(refused("anna", "10.0.0.1")).isNotNull();
        attempts.giveBack("anna", "10.0.0.1");
        assertThatCode(() -> attempts.take("anna", "10.0.0.1")).doesNotThrowAnyException();
    }

    @Test
    void chargesTheAddressNothingForARefusedAccount() {
        fail(Attempts.PER_ACCOUNT, "anna", "10.0.0.1");
        for (int i = 0; i < 2 * Attempts.PER_ADDRESS; i++) {
            assertThat(refused("anna", "10.0.0.1")).isNotNull();
        }
        assertThatCode(() -> attempts.take("bert", "10.0.0.1")).doesNotThrowAnyException();
    }

    private void fail(int times, String account, String address) {
        for (int i = 0; i < times; i++) {
            attempts.take(account, address);
        }
    }

    private Fault.Busy refused(String account, String address) {
        return catchThrowableOfType(Fault.Busy.class, () -> attempts.take(account, address));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
