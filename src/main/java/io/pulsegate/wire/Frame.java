package io.pulsegate.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketMessage;

import java.nio.ByteBuffer;
import java.util.List;

/** A server's frames (RFC 6455, section 5): whole messages, not masked. */
final class Frame {

    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int SHORT = 125;
    private static final int MIDDLE = 0xffff;

    private Frame() {}

    /** Adds a message's frame to what is to be written. */
    static void add(WebSocketMessage<?> message, List<ByteBuffer> out) {
        switch (message) {
            case Spliced(var head, var shared, var tail) -> {
                out.add(head(TEXT, head.length + shared.length + tail.length, head));
                out.add(ByteBuffer.wrap(shared));
                out.add(ByteBuffer.wrap(tail));
            }
            case BinaryMessage binary -> add(BINARY, binary.getPayload().duplicate(), out);
            case PingMessage ping -> add(PING, ping.getPayload().duplicate(), out);
            case PongMessage pong -> add(PONG, pong.getPayload().duplicate(), out);
            default -> add(TEXT, UTF_8.encode(message.getPayload().toString()), out);
        }
    }

    private static void add(int opcode, ByteBuffer payload, List<ByteBuffer> out) {
        out.add(head(opcode, payload.remaining(), new byte[0]));
        out.add(payload);
    }

    /** The frame's head, and with it the first bytes of what it carries. */
    private static ByteBuffer head(int opcode, int size, byte[] first) {
        var head = ByteBuffer.allocate(10 + first.length).put((byte) (FINAL | opcode));
        if (size <= SHORT) {
            head.put((byte) size);
        } else if (size <= MIDDLE) {
            head.put((byte) 126).putShort((short) size);
        } else {
            head.put((byte) 127).putLong(size);
        }
        return head.put(first).flip();
    }

    static List<ByteBuffer> close(CloseStatus status) {
        var reason = status.getReason();
        var payload = ByteBuffer.allocate(SHORT);
        if (status.getCode() != CloseStatus.NO_STATUS_CODE.getCode()) {
            payload.putShort((short) status.getCode());
            payload.put(cut(UTF_8.encode(reason == null ? "" : reason), payload.remaining()));
        }
        return List.of(head(CLOSE, payload.position(), new byte[0]), payload.flip());
    }

    /** So many bytes at most, and no half of a character. */
    private static ByteBuffer cut(ByteBuffer words, int room) {
        int end = Math.min(words.limit(), room);
        while (end < words.limit() && (words.get(end) & 0xc0) == 0x80) {
            end--;
        }
        return words.limit(end);
    }
}
