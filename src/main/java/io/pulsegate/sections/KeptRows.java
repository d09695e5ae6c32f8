package io.pulsegate.sections;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.pulsegate.tenancy.Capacity;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What was read last, kept for when the database says that reading it again would give the same.
 * Never given without asking, and to nobody but who asks in the same capacity.
 */
final class KeptRows {

    /** Of some 650 organisations; a row takes about a kilobyte. */
    private static final int MOST = 20_000;

    private static final Duration UNUSED = Duration.ofMinutes(10);

    private final Cache<Question, Kept> kept =
            Caffeine.newBuilder()
                    .maximumWeight(MOST)
                    .weigher((Question _, Kept one) -> one.reading().rows().size())
                    .expireAfterAccess(UNUSED)
                    .executor(Runnable::run)
                    .build();

    private record Question(SectionKey<?, ?> key, Capacity capacity) {}

    record Kept(Reading.Rows reading, Standing standing) {}

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
    void keep(Map<SectionKey<?, ?>, Reading> readings, Capacity capacity) {
        readings.forEach((key, reading) -> {
            if (reading instanceof Reading.Rows rows) {
                var standing = key.standing(rows);
                if (standing != null) {
                    kept.put(new Question(key, capacity), new Kept(rows, standing));
                }
            }
        });
    }
}
