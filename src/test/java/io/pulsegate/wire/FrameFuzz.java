package io.pulsegate.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Any bytes as a client's frames: heard alike however they are cut. */
public final class FrameFuzz {

    private static final int LONGEST = 2_000;

    private FrameFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        var whole = heard(data, Math.max(1, data.length));
        var cut = heard(data, 1);
        if (!whole.equals(cut)) {
            throw new AssertionError("heard " + whole + ", and byte by byte " + cut);
        }
    }

    private static List<String> heard(byte[] data, int piece) {
        var reader = new FrameReader(LONGEST);
        var heard = new ArrayList<String>();
        try {
            for (int from = 0; from < data.length; from += piece) {
                reader.add(ByteBuffer.wrap(data, from, Math.min(piece, data.length - from)));
                for (var next = reader.next(); next != null; next = reader.next()) {
                    heard.add(words(next));
                }
            }
        } catch (ProtocolFault fault) {
            heard.add(fault.status().toString());
        }
        return heard;
    }

    private static String words(Heard heard) {
        return heard instanceof Heard.Ping(byte[] payload)
                ? "Ping " + HexFormat.of().formatHex(payload)
                : heard.toString();
    }
}
