package io.pulsegate.streams;

import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM;
import static org.springframework.web.servlet.function.RequestPredicates.POST;
import static org.springframework.web.servlet.function.RequestPredicates.contentType;
import static org.springframework.web.servlet.function.RequestPredicates.headers;

import io.pulsegate.access.ViewerAuthentication;
import io.pulsegate.wire.TimedHttp;
import io.pulsegate.wire.WireHandshake;
import io.pulsegate.wire.WireLimits;
import io.pulsegate.wire.WireUpgrade;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

import java.util.List;
import java.util.Map;

/** Where the open doors are. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableConfigurationProperties(StreamProperties.class)
class StreamConfiguration {

    private static final int HEADERS = 64;

    /** Before the HTTP door of the same path, and only for an upgrade. */
    @Bean
    HandlerMapping socketDoorMapping(
            SocketDoor door, SocketOrigins origins, StreamProperties properties) {
        var limits =
                new WireLimits(
                        Math.toIntExact(properties.messageSize().toBytes()),
                        // ours ends a stalled write; this one stands behind it
                        properties.stalledAfter().multipliedBy(2));
        var handler =
                new WebSocketHttpRequestHandler(
                        door, new DefaultHandshakeHandler(new WireUpgrade(limits)));
        handler.setHandshakeInterceptors(List.of(new WireHandshake(), new Handshake(origins)));
        var mapping = new WebSocketHandlerMapping();
        mapping.setWebSocketUpgradeMatch(true);
        mapping.setUrlMap(Map.of("/graphql", handler));
        mapping.setOrder(-10);
        return mapping;
    }

    /** Before the HTTP door of the same path, and only for whoever names this media type. */
    @Bean
    @Order(-10)
    RouterFunction<ServerResponse> eventStreamDoorRoute(EventStreamDoor door) {
        return RouterFunctions.route(
                POST("/graphql")
                        .and(contentType(APPLICATION_JSON))
                        .and(headers(StreamConfiguration::asksForEvents)),
                door::answer);
    }

    private static boolean asksForEvents(ServerRequest.Headers headers) {
        return headers.accept().stream()
                .anyMatch(type -> type.equalsTypeAndSubtype(TEXT_EVENT_STREAM));
    }

    /**
     * What the container keeps for each connection, open as long as somebody watches: two buffers,
     * of 8 KB each unless it is told otherwise. Smaller ones cost an answer some writes more, so
     * {@link TimedHttp} makes them larger for whoever asks a second time; which is why none is kept
     * for the next connection.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallBuffers() {
        return server ->
                server.addConnectorCustomizers(connector -> {
                    connector.setProperty("socket.appReadBufSize", "1024");
                    connector.setProperty("socket.appWriteBufSize", "2048");
                    connector.setProperty("socket.bufferPool", "0");
                });
    }

    /** A write that the peer does not take may wait, for an event stream's sake; a read may not. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> patientWrites(
            StreamProperties properties) {
        return server -> {
            server.setProtocol(TimedHttp.class.getName());
            server.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof TimedHttp http) {
                    http.setWriteTimeout(properties.stalledAfter());
                    http.setMaxHeaderCount(HEADERS);
                }
            });
        };
    }

    /**
     * A browser carries its cookie to any site's socket, so a cookie counts from an exact origin
     * only; and whoever sends an Origin must send a known one.
     */
    private record Handshake(SocketOrigins origins) implements HandshakeInterceptor {

        @Override
        public boolean beforeHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                Map<String, Object> attributes) {
            Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
            var signedIn = authentication instanceof ViewerAuthentication viewer ? viewer : null;
            if (!origins.allow(request, signedIn)) {
                response.setStatusCode(HttpStatus.FORBIDDEN);
                return false;
            }
            if (signedIn != null) {
                attributes.put(SocketDoor.SIGNED_IN, signedIn);
            }
            return true;
        }

        @Override
        public void afterHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                @org.jspecify.annotations.Nullable Exception thrown) {
            // nothing to tidy up
        }
    }
}
