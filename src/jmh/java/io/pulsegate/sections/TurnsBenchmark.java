package io.pulsegate.sections;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.time.Duration;

/** What it costs to ask whether somebody wants the same: alone, and two for one thing. */
@State(Scope.Benchmark)
public class TurnsBenchmark {

    private final Turns<String, Integer> turns = new Turns<>(Duration.ofSeconds(1), Duration.ZERO);

    @Benchmark
    @Group("alone")
    @GroupThreads(1)
    public Integer alone() {
        return turns.take("alone", () -> 1);
    }

    @Benchmark
    @Group("two")
    @GroupThreads(2)
    public Integer two() {
        return turns.take("two", () -> 1);
    }
}
