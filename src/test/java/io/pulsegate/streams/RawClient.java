package io.pulsegate.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;

/**
 * A WebSocket by hand, that reads and answers only when a test says so: no pong by itself, and with
 * a small window no room for what it does not read.
 */
final class RawClient implements AutoCloseable {

    /** What came: the frame's kind, and its payload. */
    @SuppressWarnings("ArrayRecordComponent") // read once
    record Frame(int opcode, byte[] payload) {

        static final int TEXT = 1;
        static final int CLOSE = 8;
        static final int PING = 9;
        static final int PONG = 10;

        int closeCode() {
            return ByteBuffer.wrap(payload).getShort();
        }

        /** What a text frame says. */
        JsonNode json() {
            return JsonMapper.shared().readTree(payload);
        }
    }

    /** With the key of RFC 6455's own example. */
    static final String HANDSHAKE =
            """
            GET /graphql HTTP/1.1
            Host: localhost
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Protocol: graphql-transport-ws
            Authorization: Bearer %s

            """;

    private final Socket connection = new Socket();
    private final DataInputStream in;

    /** With a key; says hello, and does not wait for the answer. */
    RawClient(int port, String key, int window) throws IOException {
        this(port, window, HANDSHAKE.formatted(key));
        say(Map.of("type", "connection_init"));
    }

    private RawClient(int port, int window, String handshake) throws IOException {
        if (window > 0) {
            connection.setReceiveBufferSize(window);
        }
        connection.connect(new InetSocketAddress("localhost", port));
        connection.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
        in = new DataInputStream(connection.getInputStream());
        handshake(handshake);
    }

    /** Nobody yet, who offers these protocols: has not said hello. */
    static RawClient stranger(int port, String protocols) throws IOException {
        var handshake =
                HANDSHAKE
                        .replaceFirst("Authorization: .*\n", "")
                        .replace("graphql-transport-ws", protocols);
        return new RawClient(port, 0, handshake);
    }

    private void handshake(String handshake) throws IOException {
        send(handshake.replace("\n", "\r\n").getBytes(UTF_8));
        var head = head(in);
        if (!head.contains("101")) {
            throw new IOException(head);
        }
    }

    /** The head of the answer to a handshake that a test changed. */
    static String answerTo(int port, String handshake) throws IOException {
        try (var connection = new Socket("localhost", port)) {
            connection.getOutputStream().write(handshake.replace("\n", "\r\n").getBytes(UTF_8));
            return head(new DataInputStream(connection.getInputStream()));
        }
    }

    private static String head(DataInputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readByte());
        }
        return head.toString();
    }

    void subscribe(String id, String document) throws IOException {
        say(Map.of("id", id, "type", "subscribe", "payload", Map.of("query", document)));
    }

    void say(Map<String, ?> message) throws IOException {
        frame(0x81, JsonMapper.shared().writeValueAsBytes(message));
    }

    /** In one write, so that no answer comes in between. */
    void sayAtOnce(String... messages) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var message : messages) {
            bytes.writeBytes(framed(0x81, message.getBytes(UTF_8)));
        }
        send(bytes.toByteArray());
    }

    /** A frame that begins with this byte, masked by zeros. */
    void frame(int first, byte[] payload) throws IOException {
        send(framed(first, payload));
    }

    private static byte[] framed(int first, byte[] payload) {
        boolean brief = payload.length < 126;
        var frame = ByteBuffer.allocate(payload.length + (brief ? 6 : 8)).put((byte) first);
        if (brief) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        return frame.putInt(0).put(payload).array();
    }

    /** Whatever a test wants to be on the wire. */
    void send(byte... bytes) throws IOException {
        connection.getOutputStream().write(bytes);
    }

    /** The next frame. */
    Frame read() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0f;
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        return new Frame(opcode, in.readNBytes((int) length));
    }

    /** Reads all that comes; the code with which the server closed, 1006 when it gave none. */
    int readToTheEnd() throws IOException {
        try {
            var frame = read();
            while (frame.opcode != Frame.CLOSE) {
                frame = read();
            }
            return frame.closeCode();
        } catch (EOFException | java.net.SocketException torn) {
            return 1006;
        }
    }

    /** The next frame of this kind; what comes before it is passed over. */
    Frame read(int opcode) throws IOException {
        var frame = read();
        while (frame.opcode != opcode) {
            frame = read();
        }
        return frame;
    }

    /** How many bytes lie there to be read. */
    int unread() throws IOException {
        return in.available();
    }

    /** Whether the server has ended the connection, when all that it sent is read. */
    boolean isOver() throws IOException {
        return in.read() < 0;
    }

    /** Gone without a word. */
    @Override
    public void close() throws IOException {
        connection.close();
    }
}
