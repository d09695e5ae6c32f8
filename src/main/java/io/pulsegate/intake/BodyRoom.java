package io.pulsegate.intake;

import io.pulsegate.faults.Places;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Memory for the bodies of all who send at one moment; of it one sender may take a third. */
@Component
class BodyRoom {

    /** What a request takes, however short it is. */
    private static final long LEAST = 4096;

    private final IntakeProperties properties;
    private final Places<Object> places;

    BodyRoom(IntakeProperties properties) {
        this.properties = properties;
        this.places =
                new Places<>(properties.atOnce().toBytes(), properties.atOnce().toBytes() / 3);
    }

    /** A body's room, until it is closed. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes room for a body before it is read.
     *
     * @param sender an organisation, or an address of whoever has not proved to be one's
     * @throws io.pulsegate.faults.Fault.Busy when the sender has too much here already
     * @throws io.pulsegate.faults.Fault.Unavailable when there is no room
     */
    Held hold(Object sender, HttpServletRequest request) {
        long bytes = Math.max(LEAST, bytes(request));
        places.enter(sender, bytes);
        return () -> places.leave(sender, bytes);
    }

    private long bytes(HttpServletRequest request) {
        long wire = properties.wire().toBytes();
        long announced = request.getContentLengthLong();
        return request.getHeader(HttpHeaders.CONTENT_ENCODING) != null
                ? properties.body().toBytes()
                : announced < 0 ? wire : Math.min(announced, wire);
    }
}
