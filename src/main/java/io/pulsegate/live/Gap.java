package io.pulsegate.live;

import org.jspecify.annotations.Nullable;

/**
 * What a watcher who comes back is told once, as {@code extensions.gap}: whether anything changed
 * between the update that it saw last and the one that it is told now.
 *
 * @param from the {@code seq} that it brought
 * @param to the {@code seq} of this update; null while the database is away
 * @param missed null while that cannot be known; the first current update then says it
 */
public record Gap(long from, @Nullable Long to, @Nullable Boolean missed) {

    /** Equal means that nothing was missed; lower, that the data are not those it knew. */
    public static Gap between(long from, long to) {
        return new Gap(from, to, from != to);
    }

    public static Gap unknown(long from) {
        return new Gap(from, null, null);
    }

    String json() {
        return "{\"from\":" + from + ",\"to\":" + to + ",\"missed\":" + missed + "}";
    }
}
