package io.pulsegate.wire;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

import java.util.Base64;
import java.util.Map;

/** What a client's handshake must hold (RFC 6455, section 4.2.1) and Spring does not look at. */
public final class WireHandshake implements HandshakeInterceptor {

    private static final int KEY = 16;

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        var asked = ((ServletServerHttpRequest) request).getServletRequest();
        if (asked.getProtocol().equals("HTTP/1.1") && isKey(asked.getHeader("Sec-WebSocket-Key"))) {
            return true;
        }
        response.setStatusCode(HttpStatus.BAD_REQUEST);
        return false;
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key).length == KEY;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception thrown) {
        // nothing to tidy up
    }
}
