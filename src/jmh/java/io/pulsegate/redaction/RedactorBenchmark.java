package io.pulsegate.redaction;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.util.List;

/** Bodies of 2 KB, as JSON and as text, without a secret: what nearly all of them are. */
@State(Scope.Benchmark)
public class RedactorBenchmark {

    private static final String ITEM =
            "{\"id\":1742,\"sku\":\"KL-220/B\",\"name\":\"Łożysko\",\"net\":18.40,\"vat\":23},";

    private final Redactor redactor = new Redactor(new RedactionProperties(List.of(), List.of()));
    private final String json = "{\"order\":\"ZS-118\",\"items\":[" + ITEM.repeat(28) + "{}]}";
    private final String text = "Order ZS-118 of 2026-11-30 was not written: timeout. ".repeat(40);

    @Benchmark
    public Object json() {
        return redactor.body(json, "application/json");
    }

    @Benchmark
    public Object text() {
        return redactor.body(text, "text/plain");
    }
}
