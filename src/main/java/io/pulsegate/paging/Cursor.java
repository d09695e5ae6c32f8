package io.pulsegate.paging;

import io.pulsegate.faults.Fault;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * Where a page of a list ordered by (time, id) ends: opaque to clients, 25 bytes in base64url. Our
 * own on purpose, so that nothing of it is ever deserialised into a type of its choosing.
 *
 * @param time to the microsecond, as PostgreSQL keeps it
 */
public record Cursor(OffsetDateTime time, UUID id) {

    private static final byte VERSION = 1;
    private static final int SIZE = 1 + 3 * Long.BYTES;

    public String encode() {
        var bytes =
                ByteBuffer.allocate(SIZE)
                        .put(VERSION)
                        .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant()))
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * Reads what a client sent back.
     *
     * @throws Fault.Invalid for anything that {@link #encode} did not write
     */
    public static Cursor decode(String text) {
        byte[] bytes = bytes(text);
        if (bytes.length != SIZE || bytes[0] != VERSION) {
            throw broken();
        }
        var buffer = ByteBuffer.wrap(bytes, 1, SIZE - 1);
        var time = Instant.EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        // a year beyond four digits is nothing PostgreSQL gave us
        if (time.getYear() < 1 || time.getYear() > 9999) {
            throw broken();
        }
        return new Cursor(time, new UUID(buffer.getLong(), buffer.getLong()));
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw broken();
        }
    }

    private static Fault.Invalid broken() {
        return new Fault.Invalid(
                "`after` is not a cursor of this list: pass the `endCursor` of the page before.");
    }
}
