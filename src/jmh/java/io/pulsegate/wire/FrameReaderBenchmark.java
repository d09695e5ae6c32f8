package io.pulsegate.wire;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.nio.ByteBuffer;

/** A masked text of 1 KB, as a client subscribes, in one piece. */
@State(Scope.Thread)
public class FrameReaderBenchmark {

    private static final int LENGTH = 1024;

    private final FrameReader reader = new FrameReader(65_536);
    private final ByteBuffer frame = frame();

    @Benchmark
    public Object text() throws ProtocolFault {
        reader.add(frame.rewind());
        return reader.next();
    }

    private static ByteBuffer frame() {
        var bytes = ByteBuffer.allocate(8 + LENGTH).put((byte) 0x81).put((byte) 0xfe);
        bytes.putShort((short) LENGTH).putInt(0x11223344);
        byte[] mask = {0x11, 0x22, 0x33, 0x44};
        for (int at = 0; at < LENGTH; at++) {
            bytes.put((byte) ('x' ^ mask[at % 4]));
        }
        return bytes;
    }
}
