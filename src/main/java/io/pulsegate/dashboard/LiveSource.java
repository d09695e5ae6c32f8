package io.pulsegate.dashboard;

import reactor.core.publisher.Flux;

import java.time.Duration;

/**
 * Where {@code dashboardUpdates} comes from, put into the GraphQLContext by whoever runs the
 * operation: the engine sees one update (or none, when the document is only looked at).
 */
@FunctionalInterface
interface LiveSource {

    Flux<DashboardUpdate> open(Duration cadence);
}
