package io.pulsegate.errors;

import io.pulsegate.integrations.IntegrationType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Which retries to list; null does not restrict. */
record RetryFilter(@Nullable List<IntegrationType> type) {}
