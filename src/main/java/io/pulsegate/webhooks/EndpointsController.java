package io.pulsegate.webhooks;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Viewer;
import io.pulsegate.audit.Reason;
import io.pulsegate.faults.Input;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;
import io.pulsegate.tenancy.Overlap;

import org.dataloader.DataLoader;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

import java.util.concurrent.CompletableFuture;

/** What an ADMIN does to webhooks. */
@Controller
class EndpointsController {

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
        endpoints.change(viewer, Input.id(id, "webhook"), input);
        return WebhooksController.one(viewer.org(), Input.id(id, "webhook"), sections);
    }

    @MutationMapping
    CompletableFuture<Webhook> pauseWebhook(
            @Argument String id,
            @Argument String reason,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        endpoints.pause(viewer, Input.id(id, "webhook"), Reason.of(reason));
        return WebhooksController.one(viewer.org(), Input.id(id, "webhook"), sections);
    }

    @MutationMapping
    CompletableFuture<Webhook> resumeWebhook(
            @Argument String id,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        endpoints.resume(viewer, Input.id(id, "webhook"));
        return WebhooksController.one(viewer.org(), Input.id(id, "webhook"), sections);
    }

    @MutationMapping
    CompletableFuture<IssuedWebhook> rotateWebhookSecret(
            @Argument String id,
            @Argument int overlapHours,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.MANAGE);
        var overlap = new Overlap(overlapHours);
        var made = endpoints.rotate(viewer, Input.id(id, "webhook"), overlap);
        return issued(made, viewer, sections);
    }

    @MutationMapping
    boolean removeWebhook(
            @Argument String id, @Argument String reason, @ContextValue Viewer viewer) {
        viewer.require(Grant.MANAGE);
        endpoints.remove(viewer, Input.id(id, "webhook"), Reason.of(reason));
        return true;
    }

    private static CompletableFuture<IssuedWebhook> issued(
            Endpoints.Made made, Viewer viewer, DataLoader<SectionKey<?, ?>, Reading> sections) {
        return WebhooksController.one(viewer.org(), made.id(), sections)
                .thenApply(webhook -> new IssuedWebhook(webhook, made.secret().spelled()));
    }
}
