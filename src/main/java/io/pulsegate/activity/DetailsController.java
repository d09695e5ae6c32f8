package io.pulsegate.activity;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Viewer;
import io.pulsegate.activity.EventDetails.ApiKeyRef;
import io.pulsegate.activity.EventDetails.ConnectionRef;
import io.pulsegate.activity.EventDetails.DeliveryAttempt;
import io.pulsegate.activity.EventDetails.EventPayload;
import io.pulsegate.activity.EventDetails.PendingRetry;
import io.pulsegate.activity.EventDetails.RetryOutcome;
import io.pulsegate.activity.EventDetails.WebhookRef;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;

import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What belongs to an event: every field asks the same loader, so twenty events cost one statement.
 */
@Controller
@SchemaMapping(typeName = "IntegrationEvent")
class DetailsController {

    @SchemaMapping
    CompletableFuture<@Nullable WebhookRef> webhook(
            IntegrationEvent event,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        return detail(event, viewer, sections, EventDetails::webhook);
    }

    @SchemaMapping
    CompletableFuture<@Nullable ApiKeyRef> apiKey(
            IntegrationEvent event,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        return detail(event, viewer, sections, EventDetails::apiKey);
    }

    @SchemaMapping
    CompletableFuture<@Nullable ConnectionRef> connection(
            IntegrationEvent event,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        return detail(event, viewer, sections, EventDetails::connection);
    }

    @SchemaMapping
    CompletableFuture<@Nullable PendingRetry> pendingRetry(
            IntegrationEvent event,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        return detail(event, viewer, sections, EventDetails::pendingRetry);
    }

    @SchemaMapping
    CompletableFuture<@Nullable EventPayload> payload(
            IntegrationEvent event,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        viewer.require(Grant.PAYLOADS_READ);
        return detail(event, viewer, sections, EventDetails::payload);
    }

    @SchemaMapping
    CompletableFuture<List<DeliveryAttempt>> attempts(
            IntegrationEvent event,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        return detail(event, viewer, sections, EventDetails::attempts);
    }

    @SchemaMapping
    CompletableFuture<List<RetryOutcome>> retries(
            IntegrationEvent event,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        return detail(event, viewer, sections, EventDetails::retries);
    }

    private static <V extends @Nullable Object> CompletableFuture<V> detail(
            IntegrationEvent event,
            Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections,
            Function<EventDetails, V> part) {
        return new SectionKey<>(viewer.org(), ActivitySections.DETAILS, event.links())
                .from(sections)
                .thenApply(all ->
                        part.apply(
                                all.stream()
                                        .filter(details -> details.eventId().equals(event.id()))
                                        .findFirst()
                                        .orElseThrow()));
    }
}
