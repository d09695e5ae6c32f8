package io.pulsegate.errors;

import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.paging.PageQuery;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Which dead letters to list; a null type does not restrict. */
record DeadLetterFilter(@Nullable List<IntegrationType> type, List<DeadLetter.State> state) {

    static final DeadLetterFilter DEAD = new DeadLetterFilter(null, List.of(DeadLetter.State.DEAD));

    PageQuery query() {
        var query = PageQuery.of("dead_letter_queue", "dead_at").anyOf("integration_type", type);
        // the partial index of what is still dead is used only when the condition itself says so
        return state.equals(DEAD.state)
                ? query.where("state = 'dead'")
                : query.anyOf("state", state);
    }
}
