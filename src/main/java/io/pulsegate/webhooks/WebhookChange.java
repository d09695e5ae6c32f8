package io.pulsegate.webhooks;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What changes about an endpoint; null stays. */
record WebhookChange(
        @Nullable String name, @Nullable String url, @Nullable List<String> eventTypes) {

    EndpointSetting appliedTo(EndpointSetting old) {
        return new EndpointSetting(
                name == null ? old.name() : name,
                url == null ? old.url() : url,
                eventTypes == null ? old.eventTypes() : eventTypes);
    }
}
