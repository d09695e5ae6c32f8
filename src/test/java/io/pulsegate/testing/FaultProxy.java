package io.pulsegate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The network between the gateway and its PostgreSQL, which does what a test says: delivers, is
 * slow, swallows everything, tears connections down, lets nobody in. What is said holds for
 * connections that stand and for those to come, until {@link #deliver}.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int A_PACKET = 16 * 1024;

    /** What happens to whatever is on its way. */
    private sealed interface Weather {

        record Fair() implements Weather {}

        /** Everything arrives this much later, in both directions. */
        record Slow(Duration by) implements Weather {}

        /** Nothing arrives, and nobody is told. Who sent meanwhile is never heard again. */
        record Swallowing() implements Weather {}

        /** Who comes in is thrown out at once. */
        record Refusing() implements Weather {}

        /** Of the packets to the server that hold one of these, every so manieth breaks. */
        record Cutting(int every, List<String> words) implements Weather {}
    }

    private final ServerSocket door;
    private final int target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger cuttable = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();
    private volatile Weather weather = new Weather.Fair();

    public FaultProxy(int target) {
        try {
            this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.target = target;
        Thread.ofVirtual().name("fault-proxy").start(this::letIn);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Connections that it refused. */
    public int refused() {
        return refused.get();
    }

    /** Connections that it cut. */
    public int cut() {
        return cut.get();
    }

    public void deliver() {
        weather = new Weather.Fair();
    }

    public void slow(Duration by) {
        weather = new Weather.Slow(by);
    }

    public void swallow() {
        weather = new Weather.Swallowing();
    }

    public void refuse() {
        weather = new Weather.Refusing();
        reset();
    }

    /** Cuts connections in the middle of what holds such words: half of it is delivered. */
    public void cut(int every, List<String> words) {
        weather = new Weather.Cutting(every, words);
    }

    /** Tears every connection down, as a firewall does that forgot them. */
    public void reset() {
        links.forEach(Link::reset);
    }

    private void letIn() {
        while (!door.isClosed()) {
            try {
                admit(door.accept());
            } catch (IOException closed) {
                reset();
            }
        }
    }

    private void admit(Socket client) throws IOException {
        if (weather instanceof Weather.Refusing) {
            refused.incrementAndGet();
            tear(client);
            return;
        }
        try {
            var link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target));
            links.add(link);
            Thread.startVirtualThread(() -> link.carry(client, link.server, true));
            Thread.startVirtualThread(() -> link.carry(link.server, client, false));
        } catch (IOException nobodyThere) {
            tear(client);
        }
    }

    /** With a reset, not with a goodbye. */
    private static void tear(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            // as it shall be
        }
    }

    private final class Link {

        final Socket client;
        final Socket server;
        private volatile boolean lost;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void carry(Socket from, Socket to, boolean toServer) {
            try {
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                var packet = new byte[A_PACKET];
                for (int n; (n = from.getInputStream().read(packet)) >= 0; ) {
                    pass(packet, n, to, toServer);
                }
            } catch (IOException torn) {
                // both ends go
            } finally {
                // the end of a connection is swallowed like everything else
                if (!lost) {
                    reset();
                }
            }
        }

        private void pass(byte[] packet, int length, Socket to, boolean toServer)
                throws IOException {
            switch (weather) {
                case Weather.Fair() -> {}
                case Weather.Slow(var by) -> LockSupport.parkNanos(by.toNanos());
                case Weather.Swallowing() -> lost = true;
                case Weather.Refusing() -> throw new IOException("refused");
                case Weather.Cutting(var every, var words) -> {
                    if (toServer && isCut(packet, length, every, words)) {
                        to.getOutputStream().write(packet, 0, length / 2);
                        cut.incrementAndGet();
                        throw new IOException("cut");
                    }
                }
            }
            if (!lost) {
                to.getOutputStream().write(packet, 0, length);
            }
        }

        private boolean isCut(byte[] packet, int length, int every, List<String> words) {
            var text = new String(packet, 0, length, StandardCharsets.ISO_8859_1);
            return words.stream().anyMatch(text::contains)
                    && cuttable.incrementAndGet() % every == 0;
        }

        void reset() {
            links.remove(this);
            tear(client);
            tear(server);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reset();
    }
}
