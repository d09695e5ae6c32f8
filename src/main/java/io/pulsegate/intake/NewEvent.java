package io.pulsegate.intake;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An event as it may be stored: mapped and redacted, every text of it.
 *
 * @param id of its row in the log, should it be new
 * @param key by which its repetitions are known
 * @param type of integration, as the database spells it
 * @param connection name or id, as the sender said it; who that is, the database finds out
 * @param columns by the names of the type {@code incoming_event}
 */
record NewEvent(
        UUID id,
        UUID key,
        String type,
        @Nullable String connection,
        @Nullable String webhook,
        Instant at,
        Map<String, @Nullable Object> columns,
        List<EdiNote> interchanges) {}
