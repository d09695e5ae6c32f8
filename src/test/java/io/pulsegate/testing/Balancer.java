package io.pulsegate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A proxy as operators put before several nodes: asks each ten times a second whether it is ready,
 * and gives a new connection to the next that said so. What is on a connection it does not look at,
 * and nothing is tried twice.
 */
public final class Balancer implements AutoCloseable {

    private final ServerSocket door;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Integer> nodes = new CopyOnWriteArrayList<>();
    private final List<Integer> ready = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    public Balancer() throws IOException {
        door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::take);
        Thread.startVirtualThread(this::look);
    }

    public int port() {
        return door.getLocalPort();
    }

    public void knows(int node) {
        nodes.add(node);
    }

    public void forgets(int node) {
        nodes.remove((Object) node);
        ready.remove((Object) node);
    }

    /** Those who may be given a connection now. */
    public List<Integer> ready() {
        return List.copyOf(ready);
    }

    private void look() {
        while (!door.isClosed()) {
            for (int node : nodes) {
                boolean is = isReady(node);
                if (!is) {
                    ready.remove((Object) node);
                } else if (!ready.contains(node) && nodes.contains(node)) {
                    ready.add(node);
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private boolean isReady(int node) {
        var path = URI.create("http://localhost:" + node + "/actuator/health/readiness");
        try {
            var probe = HttpRequest.newBuilder(path).timeout(Duration.ofSeconds(5)).build();
            return http.send(probe, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException gone) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void take() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                Thread.startVirtualThread(() -> serve(client));
            } catch (IOException closed) {
                // nobody comes any more
            }
        }
    }

    private void serve(Socket client) {
        var those = ready();
        try (client) {
            if (those.isEmpty()) {
                return;
            }
            int node = those.get(Math.floorMod(turn.getAndIncrement(), those.size()));
            try (var server = new Socket("localhost", node)) {
                var there = Thread.startVirtualThread(() -> pump(client, server));
                pump(server, client);
                there.join();
            }
        } catch (IOException refused) {
            // its client sees a connection that ends
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException torn) {
            try {
                to.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        http.close();
    }
}
