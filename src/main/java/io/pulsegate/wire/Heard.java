package io.pulsegate.wire;

import org.springframework.web.socket.CloseStatus;

/** What a peer said, its fragments put together. */
sealed interface Heard {

    record Text(String text) implements Heard {}

    /** Nobody here listens to what is in it. */
    record Binary() implements Heard {}

    @SuppressWarnings("ArrayRecordComponent") // sent back as it is
    record Ping(byte[] payload) implements Heard {}

    record Pong() implements Heard {}

    record Close(CloseStatus status) implements Heard {}
}
