package io.pulsegate.streams;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.language.Field;

import io.pulsegate.access.Admission;
import io.pulsegate.dashboard.Refused;
import io.pulsegate.faults.Fault;
import io.pulsegate.live.Answer;
import io.pulsegate.live.Watch;
import io.pulsegate.live.Watcher;

import org.reactivestreams.Publisher;
import org.springframework.graphql.execution.SubscriptionPublisherException;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Subscriptions that follow one thing to its end, such as a retry. Each follower follows another,
 * so nothing is shared; the engine runs them behind the same guards as a query.
 */
final class Follows {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final String SHARED = "dashboardUpdates";

    private final Doors doors;

    Follows(Doors doors) {
        this.doors = doors;
    }

    /** Whether a subscription is one of these; what is no right document is not. */
    boolean concern(Question question) {
        return doors.documents
                .operation(question)
                .flatMap(operation ->
                        operation.getSelectionSet().getSelectionsOfType(Field.class).stream()
                                .findFirst())
                .map(root -> !SHARED.equals(root.getName()))
                .orElse(false);
    }

    /**
     * Follows until it is over, or the viewer may no longer look.
     *
     * @throws Refused when the question is not a right subscription
     */
    Watch follow(Admission admission, Question question, Watcher watcher) {
        var begun = new CompletableFuture<Optional<Throwable>>();
        var following =
                updates(question, admission)
                        .takeUntilOther(withdrawn(admission))
                        .map(result -> answer(result.toSpecification()))
                        .doOnNext(_ -> begun.complete(Optional.empty()))
                        .subscribe(
                                watcher::answer,
                                thrown -> {
                                    if (!begun.complete(Optional.of(thrown))) {
                                        failed(watcher, thrown);
                                    }
                                },
                                () -> {
                                    begun.complete(Optional.empty());
                                    watcher.end(null);
                                });
        // the engine asks the root field only when somebody listens
        begun.join()
                .ifPresent(thrown -> {
                    throw new Refused(errors(thrown));
                });
        return following::dispose;
    }

    private Flux<ExecutionResult> updates(Question question, Admission admission) {
        var result = doors.begin(question, admission);
        if (!result.getErrors().isEmpty() || !(result.getData() instanceof Publisher<?> updates)) {
            throw new Refused(result.getErrors());
        }
        return Flux.from(updates).cast(ExecutionResult.class);
    }

    /** Never a value; an error once the credential is not valid any more. */
    private Flux<Object> withdrawn(Admission admission) {
        return Flux.interval(LOOK_AGAIN, Schedulers.boundedElastic())
                .handle((_, sink) -> {
                    try {
                        doors.current(admission);
                    } catch (Fault.Unavailable unknown) {
                        // asked again in a second; nothing new can be read meanwhile
                    } catch (Fault fault) {
                        sink.error(fault);
                    }
                });
    }

    private void failed(Watcher watcher, Throwable thrown) {
        switch (thrown) {
            case Fault.Unauthenticated fault -> watcher.end(fault);
            case Fault.Denied fault -> watcher.end(fault);
            default -> {
                var errors = errors(thrown).stream().map(GraphQLError::toSpecification).toList();
                watcher.answer(answer(Map.of("errors", errors)));
                watcher.end(null);
            }
        }
    }

    private List<GraphQLError> errors(Throwable thrown) {
        return switch (thrown) {
            case SubscriptionPublisherException told -> told.getErrors();
            case Fault fault -> List.of(doors.error(fault));
            default -> List.of(doors.masked(new IllegalStateException(thrown)));
        };
    }

    private Answer answer(Map<String, ?> result) {
        return new Answer(JsonMapper.shared().writeValueAsBytes(result), System.nanoTime(), null);
    }
}
