package io.pulsegate.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Somebody who receives webhooks on the loopback address, and does what a test says. */
public final class Receiver implements AutoCloseable {

    /** What came in, as it came in; header names in lower case. */
    public record Received(String path, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** How a path is answered. */
    @FunctionalInterface
    public interface Answer {
        void write(HttpExchange exchange) throws IOException;
    }

    public final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public Receiver() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** From now on, whatever was said about the path before. */
    public Receiver at(String path, Answer answer) {
        forget(path);
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        note(exchange);
                        answer.write(exchange);
                    }
                });
        return this;
    }

    private void forget(String path) {
        try {
            server.removeContext(path);
        } catch (IllegalArgumentException none) {
            // nothing was said about it yet
        }
    }

    private void note(HttpExchange exchange) throws IOException {
        var headers = new java.util.TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name, values.getFirst()));
        received.add(
                new Received(
                        exchange.getRequestURI().getPath(),
                        headers,
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    }

    /** Answers with a status, a body, and headers by pairs. */
    public static Answer says(int status, String body, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    public List<Received> at(String path) {
        return received.stream().filter(one -> one.path().equals(path)).toList();
    }

    public URI origin() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public String url(String path) {
        return origin() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
