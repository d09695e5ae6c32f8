package io.pulsegate.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/**
 * What became of the events of one request, in their order.
 *
 * @param accepted new, and in the log now
 * @param duplicates here before: nothing changed
 */
record Receipt(int accepted, int duplicates, int rejected, List<Item> items) {

    enum Result {
        ACCEPTED,
        DUPLICATE,
        REJECTED
    }

    /**
     * What became of one of them.
     *
     * @param eventId of the row in the log, of a duplicate the first one's; null when rejected
     * @param code why it was rejected
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            int index,
            Result result,
            @JsonProperty("event_id") @Nullable UUID eventId,
            Refusal.@Nullable Code code,
            @Nullable String message) {

        static Item stored(int index, Result result, @Nullable UUID eventId) {
            return new Item(index, result, eventId, null, null);
        }

        static Item rejected(int index, Refusal refusal) {
            return new Item(index, Result.REJECTED, null, refusal.code(), refusal.words());
        }
    }

    static Receipt of(List<Item> items) {
        return new Receipt(
                count(items, Result.ACCEPTED),
                count(items, Result.DUPLICATE),
                count(items, Result.REJECTED),
                items);
    }

    private static int count(List<Item> items, Result result) {
        return (int) items.stream().filter(item -> item.result() == result).count();
    }
}
