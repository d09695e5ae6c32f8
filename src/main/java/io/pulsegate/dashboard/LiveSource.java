package io.pulsegate.dashboard;

import graphql.schema.DataFetchingFieldSelectionSet;

import reactor.core.publisher.Flux;

import java.time.Duration;

/**
 * Where {@code dashboardUpdates} comes from, put into the GraphQLContext by whoever runs the
 * operation: the engine sees one update (or none, when the document is only looked at).
 */
@FunctionalInterface
interface LiveSource {

    /**
     * The updates of one question.
     *
     * @param selection everything that is asked for below
     */
    Flux<DashboardUpdate> open(Duration cadence, DataFetchingFieldSelectionSet selection);
}
