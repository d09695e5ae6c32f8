package io.pulsegate.webhooks;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Viewer;
import io.pulsegate.audit.Reason;
import io.pulsegate.faults.Fault;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;

import org.dataloader.DataLoader;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What an ADMIN does to webhooks. */
@Controller
class EndpointsController {

    /** Longer than a week, two secrets are two secrets. */
    private static final int LONGEST_OVERLAP_HOURS = 168;

    private final Endpoints endpoints;

    EndpointsController(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @MutationMapping
    CompletableFuture<IssuedWebhook> addWebhook(
            @Argument NewWebhook input,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        return issued(endpoints.add(viewer, input), viewer, sections);
    }

    @MutationMapping
    CompletableFuture<Webhook> changeWebhook(
            @Argument String id,
            @Argument WebhookChange input,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        endpoints.change(viewer, WebhookIds.of(id), input);
        return WebhooksController.one(viewer.org(), WebhookIds.of(id), sections);
    }

    @MutationMapping
    CompletableFuture<Webhook> pauseWebhook(
            @Argument String id,
            @Argument String reason,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        endpoints.pause(viewer, WebhookIds.of(id), Reason.of(reason));
        return WebhooksController.one(viewer.org(), WebhookIds.of(id), sections);
    }

    @MutationMapping
    CompletableFuture<Webhook> resumeWebhook(
            @Argument String id,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        endpoints.resume(viewer, WebhookIds.of(id));
        return WebhooksController.one(viewer.org(), WebhookIds.of(id), sections);
    }

    @MutationMapping
    CompletableFuture<IssuedWebhook> rotateWebhookSecret(
            @Argument String id,
            @Argument int overlapHours,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        if (overlapHours < 0 || overlapHours > LONGEST_OVERLAP_HOURS) {
            throw new Fault.Invalid("`overlapHours` must be 0 to 168.");
        }
        var made = endpoints.rotate(viewer, WebhookIds.of(id), Duration.ofHours(overlapHours));
        return issued(made, viewer, sections);
    }

    @MutationMapping
    boolean removeWebhook(
            @Argument String id, @Argument String reason, @ContextValue Viewer viewer) {
        viewer.require(Grant.MANAGE);
        endpoints.remove(viewer, WebhookIds.of(id), Reason.of(reason));
        return true;
    }

    private static CompletableFuture<IssuedWebhook> issued(
            Endpoints.Made made, Viewer viewer, DataLoader<SectionKey<?, ?>, Reading> sections) {
        return WebhooksController.one(viewer.org(), made.id(), sections)
                .thenApply(webhook -> new IssuedWebhook(webhook, made.secret().spelled()));
    }
}
