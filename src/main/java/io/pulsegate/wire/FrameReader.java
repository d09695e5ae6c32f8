package io.pulsegate.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Takes a client's frames apart (RFC 6455, section 5), however the bytes are cut. Holds memory only
 * while a frame is not whole or a message has fragments to come. Used by one thread at a time.
 */
final class FrameReader {

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0f;
    private static final int CONTROL = 0x08;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int LONGEST_CONTROL = 125;
    private static final int MASK = 4;
    private static final int SPARE = 4096;

    private final int longest;
    private @Nullable ByteBuffer held;
    private @Nullable ByteArrayOutputStream fragments;
    private int kind;

    /**
     * @param longest message in bytes
     */
    FrameReader(int longest) {
        this.longest = longest;
    }

    /** Adds what came; then {@link #next} until it is null. */
    void add(ByteBuffer bytes) {
        var before = held;
        if (before == null) {
            held = bytes.remaining() == 0 ? null : copy(bytes, bytes.remaining());
            return;
        }
        int size = before.remaining() + bytes.remaining();
        // twice as much room as needed, so that a peer that sends byte by byte costs no more
        var both = before.capacity() >= size ? before.compact() : copy(before, 2 * size).compact();
        held = both.put(bytes).flip();
    }

    private static ByteBuffer copy(ByteBuffer bytes, int room) {
        return ByteBuffer.allocate(room).put(bytes).flip();
    }

    /**
     * The next thing said; null when more bytes must come first.
     *
     * @throws ProtocolFault when the peer has to be closed
     */
    @Nullable Heard next() throws ProtocolFault {
        while (true) {
            var in = held;
            if (in == null) {
                return null;
            }
            if (!isWhole(in)) {
                held = fitting(in);
                return null;
            }
            var heard = frame(in);
            if (!in.hasRemaining()) {
                held = null;
            }
            if (heard != null) {
                return heard;
            }
        }
    }

    /** After a long message no peer keeps its room, whatever it lets begin behind it. */
    private static ByteBuffer fitting(ByteBuffer in) {
        boolean far = in.capacity() > SPARE && in.capacity() > 4 * in.remaining();
        return far ? copy(in, in.remaining()) : in;
    }

    /** Whether a whole frame lies there; what is wrong in its head is found before the rest. */
    private boolean isWhole(ByteBuffer in) throws ProtocolFault {
        int at = in.position();
        if (in.remaining() < 2) {
            return false;
        }
        check(in.get(at), in.get(at + 1));
        int head = head(in);
        if (in.remaining() < head) {
            return false;
        }
        long size = size(in);
        if (size < 0 || size > room(in.get(at))) {
            throw new ProtocolFault(CloseStatus.TOO_BIG_TO_PROCESS);
        }
        if (head != shortestHead(size)) {
            throw ProtocolFault.of("A length is said in as few bytes as it takes");
        }
        return in.remaining() >= head + size;
    }

    /** What a frame may carry: a message's, as much as its fragments so far left. */
    private int room(int first) {
        boolean control = (first & CONTROL) != 0;
        return control || fragments == null ? longest : longest - fragments.size();
    }

    private static void check(int first, int second) throws ProtocolFault {
        if ((first & RESERVED) != 0) {
            throw ProtocolFault.of("Reserved bits are set");
        }
        if ((second & MASKED) == 0) {
            throw ProtocolFault.of("Not masked");
        }
        int opcode = first & OPCODE;
        if (opcode > PONG || (opcode > BINARY && opcode < CLOSE)) {
            throw ProtocolFault.of("Unknown opcode");
        }
        boolean control = (first & CONTROL) != 0;
        if (control && ((first & FINAL) == 0 || (second & LENGTH) > LONGEST_CONTROL)) {
            throw ProtocolFault.of("A control frame is short, and whole");
        }
    }

    private static int head(ByteBuffer in) {
        int size = in.get(in.position() + 1) & LENGTH;
        return 2 + MASK + (size < 126 ? 0 : size == 126 ? 2 : 8);
    }

    /** RFC 6455, section 5.2: one way only to say a length. */
    private static int shortestHead(long size) {
        return 2 + MASK + (size < 126 ? 0 : size <= 0xffff ? 2 : 8);
    }

    private static long size(ByteBuffer in) {
        int at = in.position();
        int size = in.get(at + 1) & LENGTH;
        return size < 126 ? size : size == 126 ? in.getShort(at + 2) & 0xffff : in.getLong(at + 2);
    }

    /** Takes a whole frame; null for a fragment, which says nothing yet. */
    private @Nullable Heard frame(ByteBuffer in) throws ProtocolFault {
        int first = in.get(in.position());
        var payload = payload(in);
        boolean last = (first & FINAL) != 0;
        int opcode = first & OPCODE;
        return switch (opcode) {
            case CONTINUATION -> more(payload, last);
            case TEXT, BINARY -> begin(opcode, payload, last);
            case CLOSE -> new Heard.Close(status(payload));
            case PING -> new Heard.Ping(payload);
            default -> new Heard.Pong();
        };
    }

    private static byte[] payload(ByteBuffer in) {
        var payload = new byte[(int) size(in)];
        int mask = in.position() + head(in) - MASK;
        in.position(mask + MASK);
        in.get(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= in.get(mask + i % MASK);
        }
        return payload;
    }

    private @Nullable Heard begin(int opcode, byte[] payload, boolean last) throws ProtocolFault {
        if (fragments != null) {
            throw ProtocolFault.of("The message before is not whole");
        }
        kind = opcode;
        if (last) {
            return message(payload);
        }
        fragments = new ByteArrayOutputStream();
        fragments.writeBytes(payload);
        return null;
    }

    private @Nullable Heard more(byte[] payload, boolean last) throws ProtocolFault {
        var parts = fragments;
        if (parts == null) {
            throw ProtocolFault.of("Nothing to continue");
        }
        parts.writeBytes(payload);
        if (!last) {
            return null;
        }
        fragments = null;
        return message(parts.toByteArray());
    }

    private Heard message(byte[] payload) throws ProtocolFault {
        return kind == TEXT ? new Heard.Text(text(payload, 0)) : new Heard.Binary();
    }

    private static String text(byte[] bytes, int from) throws ProtocolFault {
        try {
            var rest = ByteBuffer.wrap(bytes, from, bytes.length - from);
            return UTF_8.newDecoder().decode(rest).toString();
        } catch (CharacterCodingException e) {
            throw new ProtocolFault(CloseStatus.BAD_DATA.withReason("Not UTF-8"));
        }
    }

    private static CloseStatus status(byte[] payload) throws ProtocolFault {
        if (payload.length == 0) {
            return CloseStatus.NO_STATUS_CODE;
        }
        int code = payload.length == 1 ? 0 : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        if (!mayBeSent(code)) {
            throw ProtocolFault.of("No such close code");
        }
        return new CloseStatus(code, text(payload, 2));
    }

    /** RFC 6455, section 7.4, and what was registered since. */
    private static boolean mayBeSent(int code) {
        return (code >= 1000 && code <= 1003)
                || (code >= 1007 && code <= 1014)
                || (code >= 3000 && code <= 4999);
    }
}
