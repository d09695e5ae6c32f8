package io.pulsegate.activity;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/** Where an event's details are found: the keys of what belongs to it. */
record EventLinks(
        UUID eventId,
        @Nullable UUID connectionId,
        @Nullable UUID webhookId,
        @Nullable UUID deliveryId,
        @Nullable UUID apiKeyId,
        @Nullable UUID payloadId) {}
