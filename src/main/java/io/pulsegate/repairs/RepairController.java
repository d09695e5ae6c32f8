package io.pulsegate.repairs;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Viewer;
import io.pulsegate.audit.Reason;
import io.pulsegate.faults.Input;

import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.stereotype.Controller;

import reactor.core.publisher.Flux;

import java.util.List;

/** Repairs as GraphQL asks for them. Who reads dashboards may look on, an ADMIN may act. */
@Controller
class RepairController {

    private final Tickets tickets;
    private final DeadLetters deadLetters;
    private final Replays replays;
    private final Progress progress;

    RepairController(Tickets tickets, DeadLetters deadLetters, Replays replays, Progress progress) {
        this.tickets = tickets;
        this.deadLetters = deadLetters;
        this.replays = replays;
        this.progress = progress;
    }

    @MutationMapping
    RetryTicket retryEvent(
            @Argument String id, @Argument String idempotencyKey, @ContextValue Viewer viewer) {
        viewer.require(Grant.MANAGE);
        return tickets.request(viewer, Input.id(id, "event"), IdempotencyKey.of(idempotencyKey));
    }

    @MutationMapping
    RetryTicket retryDeadLetter(
            @Argument String id, @Argument String idempotencyKey, @ContextValue Viewer viewer) {
        viewer.require(Grant.MANAGE);
        return tickets.requestDead(
                viewer, Input.id(id, "dead letter"), IdempotencyKey.of(idempotencyKey));
    }

    @MutationMapping
    RetryTicket testWebhook(
            @Argument String id, @Argument String idempotencyKey, @ContextValue Viewer viewer) {
        viewer.require(Grant.MANAGE);
        return tickets.test(viewer, Input.id(id, "webhook"), IdempotencyKey.of(idempotencyKey));
    }

    @QueryMapping
    RetryTicket retryTicket(@Argument String id, @ContextValue Viewer viewer) {
        var ticket = Input.id(id, "ticket");
        return tickets.find(viewer.org(), ticket).orElseThrow(() -> Input.unknown("ticket"));
    }

    @SubscriptionMapping
    Flux<RetryTicket> retryProgress(@Argument String ticket, @ContextValue Viewer viewer) {
        retryTicket(ticket, viewer); // unknown: said at once
        return progress.of(viewer.org(), () -> retryTicket(ticket, viewer), RetryTicket::finished);
    }

    @QueryMapping
    DeadLetterPreview deadLetterPreview(
            @Argument RepairFilter filter, @ContextValue Viewer viewer) {
        viewer.require(Grant.MANAGE);
        return deadLetters.preview(viewer, filter);
    }

    @MutationMapping
    int discardDeadLetter(
            @Argument String id, @Argument String reason, @ContextValue Viewer viewer) {
        viewer.require(Grant.MANAGE);
        return deadLetters.discard(viewer, Input.id(id, "dead letter"), Reason.of(reason));
    }

    @MutationMapping
    int discardDeadLetters(
            @Argument RepairFilter filter,
            @Argument int expectedCount,
            @Argument String reason,
            @ContextValue Viewer viewer) {
        viewer.require(Grant.MANAGE);
        return deadLetters.discardAll(viewer, filter, expectedCount, Reason.of(reason));
    }

    @MutationMapping
    Replay startReplay(@Argument ReplayInput input, @ContextValue Viewer viewer) {
        viewer.require(Grant.MANAGE);
        return replays.start(viewer, input);
    }

    @MutationMapping
    Replay cancelReplay(@Argument String id, @ContextValue Viewer viewer) {
        viewer.require(Grant.MANAGE);
        return replays.cancel(viewer, Input.id(id, "replay"));
    }

    @QueryMapping
    Replay replay(@Argument String id, @ContextValue Viewer viewer) {
        var replay = Input.id(id, "replay");
        return replays.find(viewer.org(), replay).orElseThrow(() -> Input.unknown("replay"));
    }

    @QueryMapping
    List<Replay> replays(@ContextValue Viewer viewer) {
        return replays.recent(viewer.org());
    }

    @SubscriptionMapping
    Flux<Replay> replayProgress(@Argument String id, @ContextValue Viewer viewer) {
        replay(id, viewer); // unknown: said at once
        return progress.of(viewer.org(), () -> replay(id, viewer), Replay::finished);
    }
}
