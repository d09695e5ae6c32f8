package io.pulsegate.dashboard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the live dashboards of this node cost. No label names an organisation. */
@Component
class LiveMeters {

    private final AtomicInteger watchers = new AtomicInteger();
    private final AtomicInteger statements = new AtomicInteger();
    private final Counter executions;
    private final DistributionSummary statementsOfSlot;

    /** By {@link System#nanoTime}; 0 while the database answers. */
    private volatile long awaySince;

    LiveMeters(MeterRegistry meters) {
        Gauge.builder("pulsegate.live.watchers", watchers, AtomicInteger::get)
                .description("Subscriptions to dashboardUpdates")
                .register(meters);
        Gauge.builder("pulsegate.live.stale", this, LiveMeters::staleSeconds)
                .description("How long the database has been away while somebody watches")
                .baseUnit("seconds")
                .register(meters);
        executions =
                Counter.builder("pulsegate.live.executions")
                        .description("Executions of a live question, each for all who watch it")
                        .register(meters);
        statementsOfSlot =
                DistributionSummary.builder("pulsegate.live.statements")
                        .description("SQL statements of a one-second slot, the probe apart")
                        .register(meters);
    }

    void arrived() {
        watchers.incrementAndGet();
    }

    void left() {
        watchers.decrementAndGet();
    }

    void executed() {
        executions.increment();
    }

    void read(int statements) {
        this.statements.addAndGet(statements);
    }

    void slotEnds() {
        statementsOfSlot.record(statements.getAndSet(0));
    }

    void away(boolean away) {
        awaySince = away ? System.nanoTime() : 0;
    }

    private double staleSeconds() {
        long since = awaySince;
        return since == 0 ? 0 : TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
    }
}
