package io.pulsegate.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Names for events: those we give, and those by which we know them again. */
final class EventIds {

    private EventIds() {}

    /** A UUID of version 7, as PostgreSQL's {@code uuidv7()}: sorted by time. */
    static UUID next() {
        var random = ThreadLocalRandom.current();
        long time = (System.currentTimeMillis() << 16) | 0x7000 | random.nextInt(0x1000);
        long rest = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(time, rest);
    }

    /** Source and id together name an event: CloudEvents 1.0, section 3.1.1. */
    static UUID key(String source, String id) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            hash.update(source.getBytes(UTF_8));
            hash.update((byte) 0);
            var bytes = ByteBuffer.wrap(hash.digest(id.getBytes(UTF_8)));
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
