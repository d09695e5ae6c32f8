package io.pulsegate.sections;

import io.pulsegate.tenancy.Capacity;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one request has read, so that whoever answers it knows what the answer is made of. It lies
 * in the GraphQLContext under its name.
 */
public final class Gathered {

    public static final String NAME = "gathered";

    private final Map<SectionKey<?, ?>, Reading> readings = new HashMap<>();

    /** How many times something was read. */
    private int count;

    /** Whoever asked wants it read each time. */
    private boolean anew;

    /** Of a request for which these are read already, by one read. */
    public static Gathered of(Map<SectionKey<?, ?>, Reading> readings) {
        var gathered = new Gathered();
        gathered.readings.putAll(readings);
        gathered.count = 1;
        return gathered;
    }

    /** The readings of these keys; only what is not there yet is read. */
    synchronized Map<SectionKey<?, ?>, Reading> with(
            Set<SectionKey<?, ?>> keys, Capacity capacity, boolean anew, SectionReader reader) {
        this.anew |= anew;
        var missing = new HashSet<>(keys);
        missing.removeAll(readings.keySet());
        if (!missing.isEmpty()) {
            readings.putAll(reader.read(missing, capacity, anew));
            count++;
        }
        var wanted = new HashMap<>(readings);
        wanted.keySet().retainAll(keys);
        return wanted;
    }

    public synchronized Map<SectionKey<?, ?>, Reading> readings() {
        return Map.copyOf(readings);
    }

    /**
     * What an answer that is made of this can be had again by: asking whether anything changed.
     *
     * @param at when all of it was read
     * @param asOf everything that was committed before is in it
     */
    public record Repeatable(Standing standing, OffsetDateTime at, OffsetDateTime asOf) {}

    /** Null unless it was all read at one instant, all of it stands, and nothing of it failed. */
    public synchronized @Nullable Repeatable repeatable() {
        if (count != 1 || anew) {
            return null;
        }
        @Nullable Repeatable all = null;
        for (var reading : readings.entrySet()) {
            if (!(reading.getValue() instanceof Reading.Rows rows)) {
                return null;
            }
            var standing = reading.getKey().standing(rows);
            if (standing == null) {
                return null;
            }
            if (all != null && !all.at().isEqual(rows.at())) {
                return null;
            }
            var both = all == null ? standing : standing.and(all.standing());
            all = new Repeatable(both, rows.at(), rows.asOf());
        }
        return all;
    }
}
