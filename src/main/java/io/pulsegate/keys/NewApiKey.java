package io.pulsegate.keys;

import io.pulsegate.access.Grant;
import io.pulsegate.faults.Input;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a key is to be called and may do.
 *
 * @param limitPerMinute null: no limit
 * @param expiresAt null: never
 */
record NewApiKey(
        String name,
        List<String> scopes,
        @Nullable Integer limitPerMinute,
        @Nullable OffsetDateTime expiresAt) {

    private static final int LONGEST_NAME = 200;
    private static final int HIGHEST_LIMIT = 1_000_000;

    /** What a key can be allowed; what only people may is not among it. */
    private static final Set<String> SCOPES =
            Set.of(
                            Grant.DASHBOARD_READ,
                            Grant.PAYLOADS_READ,
                            Grant.EVENTS_WRITE,
                            Grant.WORK_CLAIM,
                            Grant.METRICS_READ)
                    .stream()
                    .map(Grant::scope)
                    .collect(Collectors.toUnmodifiableSet());

    /** The same, tidied up; or a word about what is wrong with it. */
    NewApiKey checked() {
        var called = Input.text("name", name, 1, LONGEST_NAME);
        Input.require(
                !scopes.isEmpty() && SCOPES.containsAll(scopes),
                "`scopes` must be some of "
                        + SCOPES.stream().sorted().collect(Collectors.joining(", "))
                        + ".");
        Input.require(
                limitPerMinute == null || (limitPerMinute >= 1 && limitPerMinute <= HIGHEST_LIMIT),
                "`limitPerMinute` must be 1 to 1000000.");
        Input.require(
                expiresAt == null || expiresAt.isAfter(OffsetDateTime.now(expiresAt.getOffset())),
                "`expiresAt` must be in the future.");
        return new NewApiKey(
                called, scopes.stream().distinct().sorted().toList(), limitPerMinute, expiresAt);
    }
}
