package io.pulsegate.dashboard;

import graphql.schema.DataFetchingFieldSelectionSet;

import io.pulsegate.faults.Fault;

import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.stereotype.Controller;

import reactor.core.publisher.Flux;

import java.time.Duration;

/** The dashboard as a stream. */
@Controller
class DashboardController {

    private static final int SHORTEST = 5;
    private static final int LONGEST = 300;

    @SubscriptionMapping
    Flux<DashboardUpdate> dashboardUpdates(
            @Argument int cadenceSeconds,
            DataFetchingFieldSelectionSet selection,
            @ContextValue(required = false) @Nullable LiveSource live) {
        if (cadenceSeconds < SHORTEST || cadenceSeconds > LONGEST) {
            throw new Fault.Invalid(
                    "`cadenceSeconds` must be "
                            + SHORTEST
                            + " to "
                            + LONGEST
                            + ", and is "
                            + cadenceSeconds
                            + ".");
        }
        if (live == null) {
            throw new Fault.Invalid("Subscriptions run over WebSocket, or as text/event-stream.");
        }
        return live.open(Duration.ofSeconds(cadenceSeconds), selection);
    }
}
