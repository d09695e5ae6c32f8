package io.pulsegate.streams;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;

import io.pulsegate.access.Admission;
import io.pulsegate.dashboard.Refused;
import io.pulsegate.faults.Fault;
import io.pulsegate.live.Answer;
import io.pulsegate.live.Watch;
import io.pulsegate.live.Watcher;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The operations of one socket, by the ids that its client gave them. An id is free again as soon
 * as its operation is over, and whatever the old one still has to say is not said: each word is
 * spoken while the map holds the id still.
 */
final class Running {

    private final String socket;
    private final Doors doors;
    private final Outbox outbox;
    private final Map<String, Running.Operation> operations = new ConcurrentHashMap<>();
    private volatile long idleSince;

    Running(String socket, Doors doors, Outbox outbox, long now) {
        this.socket = socket;
        this.doors = doors;
        this.outbox = outbox;
        this.idleSince = now;
    }

    void begin(String id, Question question, Admission admission) {
        if (operations.containsKey(id)) {
            outbox.close(Frames.alreadyExists(id));
            return;
        }
        if (operations.size() >= doors.properties.operationsPerSocket()) {
            outbox.put(Frames.error(id, List.of(tooMany())));
            return;
        }
        var operation = new Operation(id);
        operations.put(id, operation);
        // beside the socket's own thread, so that `complete` is heard while it starts
        Thread.startVirtualThread(() -> operation.start(question, admission));
    }

    /** The client has heard enough of it; perhaps it is over already. */
    void complete(String id) {
        var operation = operations.get(id);
        if (operation != null) {
            operation.end(() -> outbox.forget(id));
            operation.stop();
        }
    }

    /** The socket is gone: nothing goes on, and what is just being begun does not begin. */
    void endAll() {
        operations
                .values()
                .forEach(operation -> {
                    operation.end(() -> {});
                    operation.stop();
                });
    }

    /** How long nothing has been asked, in nanoseconds. */
    long idleFor(long now) {
        return operations.isEmpty() ? now - idleSince : 0;
    }

    private static GraphQLError tooMany() {
        return GraphqlErrorBuilder.newError()
                .message("Too many operations on one socket. Complete some first.")
                .extensions(Map.of("code", "TOO_MANY_REQUESTS"))
                .build();
    }

    /** One operation, from its subscribe to its last word. */
    private final class Operation implements Watcher {

        private final String id;
        private volatile @Nullable Watch watch;

        Operation(String id) {
            this.id = id;
        }

        private void start(Question asked, Admission admission) {
            try {
                var current = doors.current(admission);
                var question = doors.documents.carried(asked);
                if (doors.subscribes(question)) {
                    watch(question, current);
                } else {
                    answer(question, current);
                }
            } catch (Refused refused) {
                fail(refused.errors());
            } catch (Fault.Unauthenticated | Fault.Denied fault) {
                outbox.close(Frames.of(fault));
            } catch (Fault fault) {
                fail(List.of(doors.error(fault)));
            } catch (RuntimeException e) {
                fail(List.of(doors.masked(e)));
            }
        }

        private void watch(Question question, Admission admission) {
            watch = doors.watch(question, admission, this);
            // it may have been ended while it began
            if (operations.get(id) != this) {
                stop();
            }
        }

        private void answer(Question question, Admission admission) {
            var result = doors.execute(question, admission, socket);
            if (result.containsKey("data")) {
                var next = Frames.next(id, result);
                end(() -> {
                    outbox.put(next);
                    outbox.put(Frames.complete(id));
                });
            } else {
                fail(doors.errors(result));
            }
        }

        private void fail(List<? extends GraphQLError> errors) {
            var error = Frames.error(id, errors);
            end(() -> outbox.put(error));
        }

        @Override
        public void answer(Answer answer) {
            operations.computeIfPresent(
                    id,
                    (_, now) -> {
                        if (now == this) {
                            outbox.put(id, answer);
                        }
                        return now;
                    });
        }

        @Override
        public void end(@Nullable Fault why) {
            if (why == null) {
                end(() -> outbox.complete(id));
            } else {
                outbox.close(Frames.of(why));
            }
        }

        /** Says the last word, unless it was said before. */
        private void end(Runnable lastWord) {
            operations.computeIfPresent(
                    id,
                    (_, now) -> {
                        if (now != this) {
                            return now;
                        }
                        idleSince = System.nanoTime();
                        lastWord.run();
                        return null;
                    });
        }

        /** Nothing is done for it any more. */
        private void stop() {
            var begun = watch;
            if (begun != null) {
                begun.close();
            }
        }
    }
}
