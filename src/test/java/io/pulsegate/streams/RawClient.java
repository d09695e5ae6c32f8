package io.pulsegate.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.databind.json.JsonMapper;

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

        int closeCode() {
            return ByteBuffer.wrap(payload).getShort();
        }
    }

    private final Socket connection = new Socket();
    private final DataInputStream in;

    RawClient(int port, String key, int window) throws IOException {
        if (window > 0) {
            connection.setReceiveBufferSize(window);
        }
        connection.connect(new InetSocketAddress("localhost", port));
        connection.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
        in = new DataInputStream(connection.getInputStream());
        handshake(key);
        say(Map.of("type", "connection_init"));
    }

    private void handshake(String key) throws IOException {
        var request =
                """
                GET /graphql HTTP/1.1
                Host: localhost
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Protocol: graphql-transport-ws
                Authorization: Bearer %s

                """
                        .formatted(key)
                        .replace("\n", "\r\n");
        connection.getOutputStream().write(request.getBytes(UTF_8));
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readByte());
        }
        if (head.indexOf("101") < 0) {
            throw new IOException(head.toString());
        }
    }

    void subscribe(String id, String document) throws IOException {
        say(Map.of("id", id, "type", "subscribe", "payload", Map.of("query", document)));
    }

    /** A text frame, masked by zeros. */
    void say(Map<String, ?> message) throws IOException {
        var text = JsonMapper.shared().writeValueAsBytes(message);
        var frame = ByteBuffer.allocate(text.length + 8);
        frame.put((byte) 0x81).put((byte) (0x80 | 126)).putShort((short) text.length);
        frame.putInt(0).put(text);
        connection.getOutputStream().write(frame.array());
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

    /** Gone without a word. */
    @Override
    public void close() throws IOException {
        connection.close();
    }
}
