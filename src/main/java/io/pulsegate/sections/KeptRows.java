package io.pulsegate.sections;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.pulsegate.tenancy.Capacity;

import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What was read last, kept for when the database says that reading it again would give the same.
 * Never given without asking, and to nobody but who asks in the same capacity.
 */
final class KeptRows {

    private static final Duration UNUSED = Duration.ofMinutes(10);

    private final Cache<Question, Kept> kept;

    KeptRows(DataSize room) {
        this.kept =
                Caffeine.newBuilder()
                        .maximumWeight(room.toBytes())
                        .weigher((Question _, Kept one) -> one.bytes())
                        .expireAfterAccess(UNUSED)
                        .executor(Runnable::run)
                        .build();
    }

    private record Question(SectionKey<?, ?> key, Capacity capacity) {}

    /**
     * What is kept of a key.
     *
     * @param bytes about how much memory it takes
     */
    record Kept(Reading.Rows reading, Standing standing, int bytes) {}

    /** What is known of these keys. */
    Map<SectionKey<?, ?>, Kept> of(Collection<SectionKey<?, ?>> keys, Capacity capacity) {
        var known = new HashMap<SectionKey<?, ?>, Kept>();
        for (var key : keys) {
            var found = kept.getIfPresent(new Question(key, capacity));
            if (found != null) {
                known.put(key, found);
            }
        }
        return known;
    }

    /** Keeps what can be asked for again. */
    void keep(SectionKey<?, ?> key, Capacity capacity, Reading.Rows rows) {
        var standing = key.standing(rows);
        if (standing != null) {
            kept.put(new Question(key, capacity), new Kept(rows, standing, key.bytes(rows)));
        }
    }
}
