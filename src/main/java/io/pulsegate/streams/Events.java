package io.pulsegate.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The events of GraphQL over SSE in its distinct connections mode, one operation a stream.
 *
 * <p>Every method throws {@link IOException} when the peer is gone, or reads nothing for as long as
 * a write may wait.
 */
final class Events {

    private static final byte[] NEXT = "event: next\ndata: ".getBytes(US_ASCII);
    private static final byte[] COMPLETE = "event: complete\ndata:\n\n".getBytes(US_ASCII);
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(US_ASCII);
    private static final byte[] END = "\n\n".getBytes(US_ASCII);

    private final OutputStream out;

    /** The headers, and a first byte, so that the peer knows at once that it is heard. */
    Events(HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        // proxies must not hold events back
        response.setHeader("X-Accel-Buffering", "no");
        out = response.getOutputStream();
        heartbeat();
    }

    void next(byte[] json) throws IOException {
        out.write(NEXT);
        out.write(json);
        write(END);
    }

    void complete() throws IOException {
        write(COMPLETE);
    }

    void heartbeat() throws IOException {
        write(HEARTBEAT);
    }

    /** When a client may come again that opens the stream anew by itself. */
    void retry(long millis) throws IOException {
        write(("retry: " + millis + "\n\n").getBytes(US_ASCII));
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }
}
