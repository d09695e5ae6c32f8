package io.pulsegate.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.ServletException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.RequestUpgradeStrategy;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The last step of Spring's handshake: from here on the connection is a {@link Wire}. */
public final class WireUpgrade implements RequestUpgradeStrategy {

    /** RFC 6455, section 1.3. */
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final WireLimits limits;

    public WireUpgrade(WireLimits limits) {
        this.limits = limits;
    }

    @Override
    public String[] getSupportedVersions() {
        return new String[] {"13"};
    }

    @Override
    public List<WebSocketExtension> getSupportedExtensions(ServerHttpRequest request) {
        return List.of();
    }

    @Override
    public void upgrade(
            ServerHttpRequest request,
            ServerHttpResponse response,
            @Nullable String protocol,
            List<WebSocketExtension> extensions,
            @Nullable Principal user,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        var asked = ((ServletServerHttpRequest) request).getServletRequest();
        var answer = ((ServletServerHttpResponse) response).getServletResponse();
        answer.setHeader("Upgrade", "websocket");
        answer.setHeader("Connection", "Upgrade");
        answer.setHeader("Sec-WebSocket-Accept", accept(asked.getHeader("Sec-WebSocket-Key")));
        if (protocol != null) {
            answer.setHeader("Sec-WebSocket-Protocol", protocol);
        }
        try {
            var wire = asked.upgrade(Wire.class);
            var session = new WireSession(wire, attributes, protocol, request.getRemoteAddress());
            wire.begin(handler, session, limits);
        } catch (IOException | ServletException e) {
            throw new HandshakeFailureException("The container does not hand it over", e);
        }
    }

    private static String accept(String key) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder()
                    .encodeToString(sha1.digest((key + MAGIC).getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
