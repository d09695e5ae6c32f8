package io.pulsegate.sections;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What one request has read, so that whoever answers it knows what the answer is made of. It lies
 * in the GraphQLContext under its name.
 */
public final class Gathered {

    public static final String NAME = "gathered";

    private final Map<SectionKey<?, ?>, Reading> readings = new HashMap<>();
    private int reads;
    private boolean fresh;

    /** Of a request for which these are read already, by one read. */
    public static Gathered of(Map<SectionKey<?, ?>, Reading> readings) {
        var gathered = new Gathered();
        gathered.with(readings.keySet(), _ -> readings);
        return gathered;
    }

    /** The readings of these keys; only what is not there yet is read. */
    synchronized Map<SectionKey<?, ?>, Reading> with(
            Set<SectionKey<?, ?>> keys,
            Function<Collection<SectionKey<?, ?>>, Map<SectionKey<?, ?>, Reading>> read) {
        var missing = new HashSet<>(keys);
        missing.removeAll(readings.keySet());
        if (!missing.isEmpty()) {
            readings.putAll(read.apply(missing));
            reads++;
        }
        var wanted = new HashMap<>(readings);
        wanted.keySet().retainAll(keys);
        return wanted;
    }

    /** Whoever asked wants it read each time. */
    public synchronized void fresh() {
        fresh = true;
    }

    public synchronized Map<SectionKey<?, ?>, Reading> readings() {
        return Map.copyOf(readings);
    }

    /**
     * Whether an answer made of this can be had again by asking if anything changed: it was all
     * read at one instant, all of it can be asked so, and nothing of it failed.
     */
    public synchronized boolean repeatable() {
        return reads == 1
                && !fresh
                && readings.keySet().stream().allMatch(key -> key.section().ifChanged() != null)
                && readings.values().stream().allMatch(Reading.Rows.class::isInstance);
    }
}
