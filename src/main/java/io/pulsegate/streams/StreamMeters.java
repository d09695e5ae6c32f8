package io.pulsegate.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pulsegate.live.Answer;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How the open doors of this node are doing. No label names an organisation. */
@Component
final class StreamMeters {

    final AtomicInteger sockets = new AtomicInteger();
    final AtomicInteger eventStreams = new AtomicInteger();
    private final Timer lateness;
    private final Counter dropped;
    private final Counter stalled;

    StreamMeters(MeterRegistry meters) {
        open(meters, "websocket", sockets);
        open(meters, "sse", eventStreams);
        lateness =
                Timer.builder("pulsegate.live.lateness")
                        .description("From the instant an update was due until it was written")
                        .serviceLevelObjectives(
                                Duration.ofMillis(20),
                                Duration.ofMillis(50),
                                Duration.ofMillis(100),
                                Duration.ofMillis(250),
                                Duration.ofMillis(500),
                                Duration.ofSeconds(1),
                                Duration.ofMillis(1500),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(30))
                        .register(meters);
        dropped =
                Counter.builder("pulsegate.live.dropped")
                        .description("Updates that a newer one replaced before they were written")
                        .register(meters);
        stalled =
                Counter.builder("pulsegate.streams.stalled")
                        .description("Peers that did not read, and were cut off")
                        .register(meters);
    }

    private static void open(MeterRegistry meters, String door, AtomicInteger count) {
        Gauge.builder("pulsegate.streams.open", count, AtomicInteger::get)
                .description("Open sockets and event streams")
                .tag("door", door)
                .register(meters);
    }

    void written(Answer answer) {
        lateness.record(System.nanoTime() - answer.due(), TimeUnit.NANOSECONDS);
    }

    void replaced(@Nullable Answer unsent) {
        if (unsent != null) {
            dropped.increment();
        }
    }

    void stalled() {
        stalled.increment();
    }
}
