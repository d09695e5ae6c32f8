package io.pulsegate.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * Where Globex's webhooks lead: a small server on the loopback address that takes whatever comes,
 * so that a retry in the demo has a real outcome and calls nobody outside.
 */
final class DemoReceiver implements AutoCloseable {

    private static final byte[] THANKS = "{\"received\":true}".getBytes(StandardCharsets.UTF_8);

    /** What the gateway sends is small; the rest is not read. */
    private static final int LIMIT = 1024 * 1024;

    private final HttpServer server;

    DemoReceiver() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", DemoReceiver::receive);
        server.start();
    }

    private static void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readNBytes(LIMIT);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(202, THANKS.length);
            exchange.getResponseBody().write(THANKS);
        }
    }

    URI origin() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
