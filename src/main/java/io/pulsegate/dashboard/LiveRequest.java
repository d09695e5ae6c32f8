package io.pulsegate.dashboard;

import io.pulsegate.faults.Fault;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** A subscription as its client sent it. */
public record LiveRequest(
        String document,
        @Nullable String operationName,
        Map<String, @Nullable Object> variables,
        Map<String, @Nullable Object> extensions) {

    /**
     * The {@code seq} of the last update that a client saw which comes back, from {@code
     * extensions.resume.seq}. Not part of the question: who comes back asks the same as all others.
     *
     * @return null when it does not come back
     */
    @Nullable Long resumesFrom() {
        var resume = extensions.get("resume");
        if (resume == null) {
            return null;
        }
        var seq = resume instanceof Map<?, ?> members ? members.get("seq") : null;
        if (seq instanceof Integer || seq instanceof Long) {
            return ((Number) seq).longValue();
        }
        throw new Fault.Invalid(
                "`extensions.resume.seq` must be the `seq` of the last update, a whole number.");
    }
}
