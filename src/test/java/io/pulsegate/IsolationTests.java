package io.pulsegate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.testing.Beside;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Executors;

/**
 * Organisations that ask at once, over every transport, while clients break off and the network
 * breaks in the middle of saying for whom a statement is: nobody hears a word of another's.
 */
@Beside
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the server cannot be one's own there")
class IsolationTests {

    private static final Logger log = LoggerFactory.getLogger(IsolationTests.class);

    private static SpiedGateway spied;

    @BeforeAll
    static void start() {
        spied = new SpiedGateway("postgresql-of-spies");
    }

    @AfterAll
    static void stop() {
        spied.close();
    }

    @Test
    void nobodyHearsAForeignWord() {
        listen(5_000, Duration.ofSeconds(15));
    }

    @Test
    @Tag("long")
    void nobodyHearsAForeignWordAmongAMillion() {
        listen(1_000_000, Duration.ofMinutes(Integer.getInteger("isolation.minutes", 360)));
    }

    /** Until there were so many answers, or, where machines are slow, as long as that. */
    private static void listen(long answers, Duration most) {
        var gateway = spied.gateway;
        var heard = spied.silence();
        int cut = gateway.network.cut();
        long borrowed = gateway.borrowed.clean();
        long until = System.nanoTime() + most.toNanos();
        gateway.network.cut(50, spied.identities());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            spied.spies(heard)
                    .forEach(spy ->
                            threads.execute(() -> {
                                try (spy) {
                                    while (goesOn(heard, answers, cut, until)) {
                                        spy.ask();
                                    }
                                }
                            }));
        } finally {
            gateway.network.deliver();
        }
        assertThat(heard.leaks()).isEmpty();
        assertThat(heard.own()).isGreaterThan(200);
        assertThat(gateway.network.cut() - cut).isGreaterThan(3);
        assertThat(gateway.borrowed.leftovers()).isEmpty();
        assertThat(gateway.borrowed.clean() - borrowed).isGreaterThan(100);
        log.info(
                "{} answers, {} of them with one's own word, {} connections cut",
                heard.all(),
                heard.own(),
                gateway.network.cut() - cut);
    }

    private static boolean goesOn(Heard heard, long answers, int cut, long until) {
        boolean enough = heard.own() > 200 && spied.gateway.network.cut() - cut > 5;
        return heard.all() < answers && (System.nanoTime() < until || !enough);
    }
}
