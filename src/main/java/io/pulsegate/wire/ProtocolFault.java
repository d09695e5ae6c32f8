package io.pulsegate.wire;

import org.springframework.web.socket.CloseStatus;

/** A peer broke the protocol, and is closed for this reason. */
final class ProtocolFault extends Exception {

    private final transient CloseStatus status;

    ProtocolFault(CloseStatus status) {
        super(status.toString(), null, false, false);
        this.status = status;
    }

    static ProtocolFault of(String reason) {
        return new ProtocolFault(CloseStatus.PROTOCOL_ERROR.withReason(reason));
    }

    CloseStatus status() {
        return status;
    }
}
