package io.pulsegate.paging;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.time.OffsetDateTime;
import java.util.UUID;

@State(Scope.Benchmark)
public class CursorBenchmark {

    private final Cursor cursor =
            new Cursor(OffsetDateTime.parse("2026-11-30T01:02:03.456Z"), new UUID(7, 11));
    private final String text = cursor.encode();

    @Benchmark
    public Object encode() {
        return cursor.encode();
    }

    @Benchmark
    public Object decode() {
        return Cursor.decode(text);
    }
}
