package io.pulsegate.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.web.socket.WebSocketMessage;

/**
 * A text message in three pieces, of which the middle is shared by all who receive it.
 *
 * @param head UTF-8
 * @param shared UTF-8; never copied, never changed
 * @param tail UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // shared bytes are the point
public record Spliced(byte[] head, byte[] shared, byte[] tail) implements WebSocketMessage<String> {

    @Override
    public String getPayload() {
        return new String(head, UTF_8) + new String(shared, UTF_8) + new String(tail, UTF_8);
    }

    @Override
    public int getPayloadLength() {
        return head.length + shared.length + tail.length;
    }

    @Override
    public boolean isLast() {
        return true;
    }
}
