package io.pulsegate.activity;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.List;

/** The newest events of the last 24 hours, newest first. */
record ActivityFeed(
        List<IntegrationEvent> events,
        @Nullable OffsetDateTime lastEventAt,
        OffsetDateTime serverTime) {}
