package io.pulsegate.intake;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A batch of a hundred CloudEvents of 1 KB; the figures are of one event. */
@State(Scope.Benchmark)
public class JsonEventsBenchmark {

    private static final int EVENTS = 100;

    private final String batch = batch();

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Object batch100() {
        return JsonEvents.batch(batch, EVENTS);
    }

    private static String batch() {
        var event =
                "{\"specversion\":\"1.0\",\"id\":\"4711\",\"source\":\"/erp/warsaw\",\"type\":\"comarch.sync\","
                    + "\"subject\":\"ZS-118\",\"outcome\":\"success\",\"data\":{\"note\":\""
                        + "x".repeat(860)
                        + "\"}}";
        return "[" + (event + ",").repeat(EVENTS - 1) + event + "]";
    }
}
