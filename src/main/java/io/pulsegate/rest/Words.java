package io.pulsegate.rest;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * From GraphQL's words to the old ones: enum values in lower case, {@code metadata__x} as x inside
 * {@code metadata}, and no optional key without a value, since the old parsers take a key that may
 * be missing but not one that is null.
 */
final class Words {

    private static final Set<String> ENUMS =
            Set.of("status", "level", "overall_status", "integration_type", "state", "_type");

    /** What is said even when there is nothing to say: "no figure" is an answer. */
    private static final Set<String> SAID_AS_NULL = Set.of("success_rate_24h");

    private static final String NEST = "__";

    private Words() {}

    /** The sections of an answer, null where one failed. */
    static Map<String, @Nullable Object> of(Map<String, @Nullable Object> data) {
        var sections = new LinkedHashMap<String, @Nullable Object>();
        data.forEach((name, section) -> sections.put(name, value(name, section)));
        return sections;
    }

    private static @Nullable Object value(String key, @Nullable Object value) {
        return switch (value) {
            case Map<?, ?> object -> object(object);
            case List<?> list -> list.stream().map(item -> value(key, item)).toList();
            case String word when ENUMS.contains(key) -> word.toLowerCase(Locale.ROOT);
            case null, default -> value;
        };
    }

    private static Map<String, @Nullable Object> object(Map<?, ?> object) {
        var spelled = new LinkedHashMap<String, @Nullable Object>();
        object.forEach((name, value) -> put(spelled, name.toString(), value));
        return spelled;
    }

    @SuppressWarnings("unchecked") // only we put a map under the name in front of the underscores
    private static void put(
            Map<String, @Nullable Object> into, String key, @Nullable Object value) {
        int nest = key.indexOf(NEST);
        if (nest > 0) {
            var inner =
                    (Map<String, @Nullable Object>)
                            into.computeIfAbsent(
                                    key.substring(0, nest),
                                    _ -> new LinkedHashMap<String, @Nullable Object>());
            var name = key.substring(nest + NEST.length());
            inner.put(name, value(name, value));
        } else if (value != null || SAID_AS_NULL.contains(key)) {
            into.put(key, value(key, value));
        }
    }
}
