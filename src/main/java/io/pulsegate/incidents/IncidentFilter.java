package io.pulsegate.incidents;

import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.paging.PageQuery;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Which incidents to list; a null type does not restrict. */
record IncidentFilter(@Nullable List<IntegrationType> type, List<Incident.State> state) {

    static final IncidentFilter OPEN =
            new IncidentFilter(null, List.of(Incident.State.OPEN, Incident.State.ACKNOWLEDGED));

    PageQuery query() {
        return PageQuery.of("listed_incidents", "opened_at")
                .anyOf("integration_type", type)
                .anyOf("state", state);
    }
}
