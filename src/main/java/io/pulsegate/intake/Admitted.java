package io.pulsegate.intake;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.UUID;

/** What became of a {@link NewEvent}. */
sealed interface Admitted {

    /**
     * In the log, now or before.
     *
     * @param eventId of a duplicate, the first one's; null when another node stored it this very
     *     moment
     */
    record Stored(Receipt.Result result, @Nullable UUID eventId) implements Admitted {}

    record Refused(Refusal refusal) implements Admitted {}

    /** As the SQL function {@code admit_events} says it. */
    static Admitted of(String result, @Nullable UUID eventId) {
        return switch (result) {
            case "accepted" -> new Stored(Receipt.Result.ACCEPTED, eventId);
            case "duplicate" -> new Stored(Receipt.Result.DUPLICATE, eventId);
            default -> refused(Refusal.Code.valueOf(result.toUpperCase(Locale.ROOT)));
        };
    }

    static Refused refused(Refusal.Code code) {
        var words =
                switch (code) {
                    case CONNECTION_UNKNOWN -> "No connection of this integration has that name.";
                    case WEBHOOK_UNKNOWN -> "No webhook has that name.";
                    case TOO_OLD -> "The event is older than the log.";
                    default -> "The event cannot be stored.";
                };
        return new Refused(new Refusal(code, words));
    }

    default Receipt.Item item(int index) {
        return switch (this) {
            case Stored(var result, var id) -> Receipt.Item.stored(index, result, id);
            case Refused(var refusal) -> Receipt.Item.rejected(index, refusal);
        };
    }
}
