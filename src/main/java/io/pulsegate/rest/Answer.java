package io.pulsegate.rest;

import io.pulsegate.faults.Fault;
import io.pulsegate.faults.FaultCode;

import org.jspecify.annotations.Nullable;
import org.springframework.graphql.ExecutionGraphQlResponse;
import org.springframework.graphql.ResponseError;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a stored operation answered, already in the words of the old door.
 *
 * @param sections by the alias of their root field; null for one that failed
 */
record Answer(Map<String, @Nullable Object> sections, List<Failure> failures) {

    /** The section that everything else is about, in every operation of ours. */
    static final String HEALTH = "health_status";

    private static final long DEFAULT_WAIT = 5;

    /** A section that could not be read. */
    record Failure(String section, String message, boolean retryable, long retryAfterSeconds) {

        static Failure of(ResponseError error) {
            var extensions = error.getExtensions();
            return new Failure(
                    error.getPath().split("[./\\[]", 2)[0],
                    Objects.requireNonNullElse(error.getMessage(), "Temporarily unavailable"),
                    Boolean.TRUE.equals(extensions.get("retryable")),
                    extensions.get("retryAfterSeconds") instanceof Number seconds
                            ? seconds.longValue()
                            : DEFAULT_WAIT);
        }

        Map<String, Object> spell() {
            return Map.of("section", section, "message", message, "retryable", retryable);
        }
    }

    /**
     * Reads a response.
     *
     * @throws Fault when the operation was not executed at all, or nothing of it could be read
     */
    static Answer of(ExecutionGraphQlResponse response) {
        var failures = response.getErrors().stream().map(Failure::of).toList();
        Map<String, @Nullable Object> data = response.getData();
        var answer = new Answer(data == null ? Map.of() : Words.of(data), failures);
        if (answer.sections.values().stream().allMatch(Objects::isNull)) {
            throw answer.unavailable();
        }
        return answer;
    }

    boolean complete() {
        return failures.isEmpty();
    }

    boolean has(String section) {
        return sections.get(section) != null;
    }

    /**
     * A section.
     *
     * @throws Fault.Unavailable when it could not be read
     */
    @SuppressWarnings("unchecked") // the schema says that a section is an object
    Map<String, @Nullable Object> section(String name) {
        if (sections.get(name) instanceof Map<?, ?> section) {
            return (Map<String, @Nullable Object>) section;
        }
        throw unavailable();
    }

    Fault.Unavailable unavailable() {
        return failures.stream()
                .max(Comparator.comparingLong(Failure::retryAfterSeconds))
                .map(failure ->
                        new Fault.Unavailable(
                                failure.message(), Duration.ofSeconds(failure.retryAfterSeconds())))
                .orElseGet(() ->
                        new Fault.Unavailable(
                                FaultCode.UNAVAILABLE.title() + ".",
                                Duration.ofSeconds(DEFAULT_WAIT)));
    }
}
