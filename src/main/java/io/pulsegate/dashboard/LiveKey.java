package io.pulsegate.dashboard;

import io.pulsegate.access.Grant;
import io.pulsegate.tenancy.OrgId;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;

/**
 * What makes two subscriptions the same question, executed and encoded once for all who ask it.
 * Nothing below {@code dashboardUpdates} depends on more: the person or key is not in it.
 */
record LiveKey(
        OrgId org,
        Set<Grant> grants,
        String document,
        @Nullable String operationName,
        Map<String, @Nullable Object> variables) {}
