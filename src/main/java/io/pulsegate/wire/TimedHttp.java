package io.pulsegate.wire;

import org.apache.coyote.Constants;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Tomcat's HTTP with two clocks of ours. Its own begins anew with every byte, so that who sends one
 * now and then holds a connection for ever: here head and body must have come within the connection
 * time-out, a body that goes on coming a while later. And a write may wait longer than a read, for
 * event streams. Whoever keeps a connection for another request gets larger buffers than those of
 * {@code StreamConfiguration}. Public because Tomcat makes it by its name.
 */
public final class TimedHttp extends Http11NioProtocol {

    /** A slow line is welcome, as long as it is one: bytes that earn a second more. */
    private static final long BYTES_A_SECOND = 16 * 1024;

    /** What takes a whole request, and most answers, in one system call. */
    private static final int ROOM = 8 * 1024;

    private final Endpoint endpoint;

    /**
     * Whom a thread serves at this moment; who has not sent his head yet is found by his
     * connection.
     */
    private final Set<Timed> served = ConcurrentHashMap.newKeySet();

    private @Nullable ScheduledFuture<?> clock;

    public TimedHttp() {
        this(new Endpoint());
    }

    private TimedHttp(Endpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** How long a write waits for a peer that does not take it. */
    public void setWriteTimeout(Duration patience) {
        endpoint.writeTimeout = patience;
    }

    @Override
    public void start() throws Exception {
        super.start();
        clock = getUtilityExecutor().scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() throws Exception {
        if (clock != null) {
            clock.cancel(false);
        }
        super.stop();
    }

    @Override
    protected Processor createProcessor() {
        return new Timed(this);
    }

    private void look() {
        long now = System.nanoTime();
        served.forEach(request -> request.endIfLate(now));
        for (var connection : endpoint.getConnections()) {
            if (connection.getCurrentProcessor() instanceof Timed request
                    && request.beginsLate(now)) {
                connection.close();
            }
        }
    }

    private static final class Endpoint extends NioEndpoint {

        private volatile @Nullable Duration writeTimeout;

        @Override
        protected boolean setSocketOptions(SocketChannel socket) {
            boolean taken = super.setSocketOptions(socket);
            var connection = connections.get(socket);
            var patience = writeTimeout;
            if (connection != null && patience != null) {
                connection.setWriteTimeout(patience.toMillis());
            }
            return taken;
        }
    }

    /** One request after the other; the clock looks at it while another thread serves it. */
    private final class Timed extends Http11Processor implements InputBuffer {

        private final InputBuffer body;
        private final long patience;
        private volatile boolean reading;

        /**
         * When the clock first saw that it waits for what nobody wants to read; 0 if it does not.
         */
        private volatile long swallowsSince;

        Timed(AbstractHttp11Protocol<?> protocol) {
            super(protocol, protocol.getAdapter());
            patience = TimeUnit.MILLISECONDS.toNanos(protocol.getConnectionTimeout());
            body = request.getInputBuffer();
            request.setInputBuffer(this);
        }

        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            swallowsSince = 0;
            served.add(this);
            try {
                var then = super.service(socket);
                if (then == SocketState.OPEN) {
                    // not one that begins by watching: whoever asks again has an answer to come
                    socket.getSocketBufferHandler().expand(ROOM);
                }
                return then;
            } finally {
                served.remove(this);
            }
        }

        /** Between two pieces of a head. An answer that goes on without a thread looks the same. */
        boolean beginsLate(long now) {
            long began = request.getStartTimeNanos();
            return began > 0 && now - began > patience && !isAsync();
        }

        void endIfLate(long now) {
            var socket = socketWrapper;
            if (socket != null && (isReadLate(now) || isSwallowedLate(now))) {
                socket.close();
            }
        }

        private boolean isSwallowedLate(long now) {
            if (request.getRequestProcessor().getStage() != Constants.STAGE_ENDINPUT) {
                return false;
            }
            if (swallowsSince == 0) {
                swallowsSince = now;
            }
            return now - swallowsSince > patience;
        }

        private boolean isReadLate(long now) {
            long earned = TimeUnit.SECONDS.toNanos(request.getBytesRead()) / BYTES_A_SECOND;
            return reading && now - request.getStartTimeNanos() > patience + earned;
        }

        @Override
        public int doRead(ApplicationBufferHandler into) throws IOException {
            reading = true;
            try {
                return body.doRead(into);
            } finally {
                reading = false;
            }
        }

        @Override
        public int available() {
            return body.available();
        }
    }
}
