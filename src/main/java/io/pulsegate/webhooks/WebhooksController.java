package io.pulsegate.webhooks;

import io.pulsegate.access.Viewer;
import io.pulsegate.faults.Input;
import io.pulsegate.paging.Connection;
import io.pulsegate.paging.PageQuery;
import io.pulsegate.paging.PageRequest;
import io.pulsegate.sections.ListSection;
import io.pulsegate.sections.Reading;
import io.pulsegate.sections.SectionKey;
import io.pulsegate.tenancy.OrgId;

import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The webhooks, one webhook, and the deliveries of each. */
@Controller
class WebhooksController {

    private static final ListSection<Webhook> WEBHOOKS =
            new ListSection<>("webhooks", "Webhooks temporarily unavailable", Webhook::of);

    @QueryMapping
    CompletableFuture<Connection<Webhook>> webhooks(
            @Argument @Nullable WebhookFilter filter,
            @Argument int first,
            @Argument @Nullable String after,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        var query = all();
        if (filter != null) {
            query.anyOf("state", filter.state());
        }
        return WEBHOOKS.page(viewer.org(), query, PageRequest.of(first, after), sections);
    }

    @QueryMapping
    CompletableFuture<Webhook> webhook(
            @Argument String id,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        return one(viewer.org(), Input.id(id, "webhook"), sections);
    }

    /** The one of that id, or the fault that there is none. */
    static CompletableFuture<Webhook> one(
            OrgId org, UUID id, DataLoader<SectionKey<?, ?>, Reading> sections) {
        return WEBHOOKS.page(org, all().where("id = ?", id), new PageRequest(1, null), sections)
                .thenApply(found ->
                        found.nodes().stream()
                                .findFirst()
                                .orElseThrow(() -> Input.unknown("webhook")));
    }

    @SchemaMapping
    CompletableFuture<Connection<WebhookDelivery>> deliveries(
            Webhook webhook,
            @Argument int first,
            @Argument @Nullable String after,
            @ContextValue Viewer viewer,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        return new DeliveriesAsked(webhook.id(), PageRequest.of(first, after))
                .from(viewer.org(), sections);
    }

    private static PageQuery all() {
        return PageQuery.of("listed_webhooks", "created_at");
    }
}
