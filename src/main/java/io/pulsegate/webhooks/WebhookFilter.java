package io.pulsegate.webhooks;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Which webhooks to list; null does not restrict. */
record WebhookFilter(@Nullable List<Webhook.State> state) {}
