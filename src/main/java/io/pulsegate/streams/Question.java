package io.pulsegate.streams;

import static graphql.execution.preparsed.persisted.PersistedQuerySupport.PERSISTED_QUERY_MARKER;

import io.pulsegate.operations.Operations;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/** A GraphQL request as every door carries it. */
record Question(
        String document,
        @Nullable String operationName,
        Map<String, @Nullable Object> variables,
        Map<String, @Nullable Object> extensions) {

    /** Null when a member is missing or has a wrong type. */
    static @Nullable Question of(Map<?, ?> request) {
        var name = request.get("operationName");
        var variables = members(request.get("variables"));
        var extensions = members(request.get("extensions"));
        var document =
                request.get("query") == null && extensions != null
                        ? extensions.containsKey("persistedQuery") ? PERSISTED_QUERY_MARKER : null
                        : request.get("query");
        if (!(document instanceof String text)
                || (name != null && !(name instanceof String))
                || variables == null
                || extensions == null) {
            return null;
        }
        return new Question(text, (String) name, variables, extensions);
    }

    /**
     * The same with the stored document whose hash it names in place of a text.
     *
     * @throws io.pulsegate.faults.Fault.NotStored when nothing has this hash
     */
    Question carrying(Operations operations) {
        return new Question(
                operations.document(document, extensions), operationName, variables, extensions);
    }

    private static @Nullable Map<String, @Nullable Object> members(@Nullable Object object) {
        if (object == null) {
            return Map.of();
        }
        if (!(object instanceof Map<?, ?> map)) {
            return null;
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, value) -> members.put(String.valueOf(name), value));
        return members;
    }
}
