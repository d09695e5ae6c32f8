package io.pulsegate.webhooks;

import java.util.List;

/** An endpoint that somebody adds; no event types: it is told everything. */
record NewWebhook(String name, String url, List<String> eventTypes) {

    EndpointSetting setting() {
        return new EndpointSetting(name, url, eventTypes);
    }
}
