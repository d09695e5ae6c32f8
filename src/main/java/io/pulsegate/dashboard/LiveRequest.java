package io.pulsegate.dashboard;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** A subscription as its client sent it. */
public record LiveRequest(
        String document,
        @Nullable String operationName,
        Map<String, @Nullable Object> variables,
        Map<String, @Nullable Object> extensions) {}
