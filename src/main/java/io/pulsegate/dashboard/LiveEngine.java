package io.pulsegate.dashboard;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;

import io.pulsegate.access.Viewer;
import io.pulsegate.faults.FaultCode;
import io.pulsegate.faults.Masked;
import io.pulsegate.live.Answer;
import io.pulsegate.tenancy.Capacity;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.graphql.ExecutionGraphQlResponse;
import org.springframework.graphql.ExecutionGraphQlService;
import org.springframework.graphql.execution.SubscriptionPublisherException;
import org.springframework.graphql.support.DefaultExecutionGraphQlRequest;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** Runs a live question through the GraphQL engine: once for each update, whoever watches. */
@Component
class LiveEngine {

    private final ExecutionGraphQlService engine;
    private final JsonMapper json;

    LiveEngine(ExecutionGraphQlService engine, JsonMapper json) {
        this.engine = engine;
        this.json = json;
    }

    /**
     * Looks at a question without answering it.
     *
     * @return its cadence
     * @throws Refused when it is not a right subscription
     */
    Duration cadence(LiveKey key, Viewer viewer) {
        var cadence = new AtomicReference<@Nullable Duration>();
        var response =
                run(
                        key,
                        viewer,
                        (asked, selection) -> {
                            Selection.check(selection);
                            cadence.set(asked);
                            return Flux.empty();
                        });
        var errors = errors(response.getExecutionResult());
        var asked = cadence.get();
        if (errors.isEmpty() && asked != null) {
            return asked;
        }
        throw new Refused(errors.isEmpty() ? List.of(notLive()) : errors);
    }

    /**
     * Of the document, or else of the root field, which the engine asks only when somebody listens.
     */
    private static List<GraphQLError> errors(ExecutionResult result) {
        if (result.getErrors().isEmpty() && result.getData() instanceof Publisher<?> updates) {
            try {
                Flux.from(updates).blockLast();
            } catch (SubscriptionPublisherException e) {
                return e.getErrors();
            }
        }
        return result.getErrors();
    }

    private static GraphQLError notLive() {
        return GraphqlErrorBuilder.newError()
                .message("Not a subscription to `dashboardUpdates`.")
                .extensions(Map.of("code", FaultCode.GRAPHQL_VALIDATION_FAILED.name()))
                .build();
    }

    private static GraphQLError masked(RuntimeException thrown) {
        var masked = Masked.of(thrown, "a live question");
        return GraphqlErrorBuilder.newError()
                .message("%s", masked.words())
                .extensions(
                        Map.of(
                                "code",
                                FaultCode.INTERNAL.name(),
                                "correlationId",
                                masked.correlation()))
                .build();
    }

    /**
     * Answers a question with one update, or with what went wrong: never with silence.
     *
     * @param due when the answer should be with its watchers
     */
    Answer answer(LiveKey key, Viewer viewer, DashboardUpdate update, long due) {
        Map<String, Object> members;
        try {
            members = new LinkedHashMap<>(execute(key, viewer, update).toSpecification());
            // each watcher's own, see Answer
            members.remove("extensions");
        } catch (RuntimeException e) {
            members = Map.of("errors", List.of(masked(e).toSpecification()));
        }
        return new Answer(json.writeValueAsBytes(members), due, null);
    }

    private ExecutionResult execute(LiveKey key, Viewer viewer, DashboardUpdate update) {
        Publisher<ExecutionResult> results =
                Objects.requireNonNull(
                        run(key, viewer, (_, _) -> Flux.just(update))
                                .getExecutionResult()
                                .getData());
        return Objects.requireNonNull(Flux.from(results).blockFirst());
    }

    private ExecutionGraphQlResponse run(LiveKey key, Viewer viewer, LiveSource source) {
        var request =
                new DefaultExecutionGraphQlRequest(
                        key.document(),
                        key.operationName(),
                        key.variables(),
                        Map.of(),
                        "live",
                        Locale.ROOT);
        request.configureExecutionInput((_, input) ->
                input.graphQLContext(
                                Map.of(
                                        "viewer",
                                        viewer,
                                        "live",
                                        source,
                                        Capacity.class,
                                        viewer.capacity()))
                        .build());
        return Objects.requireNonNull(engine.execute(request).block());
    }
}
