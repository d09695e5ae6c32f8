package io.pulsegate.errors;

import io.pulsegate.integrations.Waiting;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An incident in one line. Room incidents tells the rest.
 *
 * @param note what helped the last time; null: it has not come back, or nobody wrote anything
 */
public record OpenIncident(
        UUID id,
        String title,
        State state,
        int count,
        OffsetDateTime since,
        List<Waiting> waiting,
        @Nullable String note) {

    /** Whether somebody looks after it. */
    enum State {
        OPEN,
        ACKNOWLEDGED
    }

    /** As the database writes it. */
    record Row(
            UUID id,
            String title,
            State state,
            int count,
            OffsetDateTime since,
            Map<String, Integer> waiting,
            @Nullable String note) {

        OpenIncident incident() {
            return new OpenIncident(id, title, state, count, since, Waiting.of(waiting), note);
        }
    }

    static List<OpenIncident> list(@Nullable String json) {
        return json == null
                ? List.of()
                : List.of(JsonMapper.shared().readValue(json, Row[].class)).stream()
                        .map(Row::incident)
                        .toList();
    }
}
