package io.pulsegate.connections;

import io.pulsegate.integrations.IntegrationType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Which connections to list; null does not restrict. */
record IntegrationFilter(@Nullable List<IntegrationType> type) {}
