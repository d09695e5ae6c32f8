package io.pulsegate.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.OffsetDateTime;

/** A remembered answer of 4.5 KB that says five times when it was read. */
@State(Scope.Thread)
public class AnswerBenchmark {

    private final OffsetDateTime then = OffsetDateTime.parse("2026-11-30T01:02:03.456Z");
    private final byte[] json = json();
    private final EncodedAnswer answer = EncodedAnswer.of(json, then, then).orElseThrow();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
    private OffsetDateTime now = then;

    @Benchmark
    public Object remember() {
        return EncodedAnswer.of(json, then, then);
    }

    @Benchmark
    public int sendAgain() throws IOException {
        now = now.plusNanos(1_000_000);
        out.reset();
        answer.at(now, now).writeTo(out);
        return out.size();
    }

    private byte[] json() {
        var card =
                "{\"computedAt\":\"2026-11-30T01:02:03.456Z\",\"text\":\""
                        + "x".repeat(840)
                        + "\"}";
        return ("[" + (card + ",").repeat(4) + card + "]").getBytes(UTF_8);
    }
}
