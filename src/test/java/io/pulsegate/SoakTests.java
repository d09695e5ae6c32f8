package io.pulsegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;

/**
 * A gateway that is asked all the time while its database comes and goes: what it holds, it lets
 * go.
 */
@Tag("long")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class SoakTests {

    private static final Logger log = LoggerFactory.getLogger(SoakTests.class);
    private static final Duration LASTING =
            Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));
    private static final Duration ROUND = Duration.ofSeconds(5);

    /** What is held after a collection, by the gateway and by those who ask it. */
    private record Held(long heap, long threads, long files) {

        static Held now() {
            System.gc();
            long heap =
                    ManagementFactory.getMemoryPoolMXBeans().stream()
                            .filter(pool -> pool.getType() == MemoryType.HEAP)
                            .map(MemoryPoolMXBean::getCollectionUsage)
                            .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
                            .sum();
            var system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            return new Held(heap / 1024, threads, system.getOpenFileDescriptorCount());
        }
    }

    @Test
    void holdsNoMoreInTheEndThanInTheMiddle() {
        var held = new ArrayList<Held>();
        var ended = new AtomicBoolean();
        try (var spied = new SpiedGateway("postgresql-of-soak");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var heard = spied.silence();
            for (var spy : spied.spies(heard)) {
                threads.execute(() -> {
                    try (spy) {
                        while (!ended.get()) spy.ask();
                    }
                });
            }
            try {
                long until = System.nanoTime() + LASTING.toNanos();
                for (int round = 0; System.nanoTime() < until; round++) {
                    breakDown(spied, heard, round);
                    held.add(Held.now());
                }
            } finally {
                spied.gateway.network.deliver();
                ended.set(true);
            }
            log.info("{} answers, {} faults: {}", heard.all(), held.size(), held);
            assertThat(heard.leaks()).isEmpty();
        }
        grewAtMost(held, Held::heap, 8 * 1024);
        grewAtMost(held, Held::threads, 8);
        grewAtMost(held, Held::files, 32);
    }

    /** One fault, and until somebody has been answered after it. */
    private static void breakDown(SpiedGateway spied, Heard heard, int round) {
        var network = spied.gateway.network;
        var postgres = spied.gateway.postgres;
        switch (round % 5) {
            case 0 -> lasts(network::swallow, network::deliver);
            case 1 -> lasts(postgres::freeze, postgres::thaw);
            case 2 -> lasts(network::refuse, network::deliver);
            case 3 -> lasts(postgres::kill, postgres::comeBack);
            default -> lasts(() -> network.cut(50, spied.identities()), network::deliver);
        }
        long own = heard.own();
        await().atMost(Duration.ofMinutes(1)).until(() -> heard.own() > own + 100);
    }

    private static void lasts(Runnable begins, Runnable ends) {
        begins.run();
        try {
            await().pollDelay(ROUND).atMost(ROUND.multipliedBy(6)).until(() -> true);
        } finally {
            ends.run();
        }
    }

    /** The first third fills caches and compiles. */
    private static void grewAtMost(List<Held> held, ToLongFunction<Held> what, long most) {
        int third = held.size() / 3;
        assertThat(third).as("faults in a third of the time").isGreaterThan(2);
        long middle = median(held.subList(third, 2 * third), what);
        assertThat(median(held.subList(2 * third, held.size()), what))
                .as("in the middle %d; all: %s", middle, held)
                .isLessThan(middle + most);
    }

    private static long median(List<Held> held, ToLongFunction<Held> what) {
        return held.stream()
                .mapToLong(what)
                .sorted()
                .skip(held.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
