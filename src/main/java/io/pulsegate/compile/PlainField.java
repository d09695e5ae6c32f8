package io.pulsegate.compile;

import graphql.schema.DataFetcher;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.function.BiFunction;

/**
 * A field that is no property of its object but made of nothing else: its arguments and the object
 * alone. A bean of this type is the field's fetcher, too.
 *
 * @param value of the object and the arguments, with their defaults, as the engine hands them over
 */
public record PlainField<T>(
        String type,
        String field,
        Class<T> object,
        BiFunction<T, Map<String, Object>, @Nullable Object> value) {

    DataFetcher<@Nullable Object> fetcher() {
        return asked -> of(asked.getSource(), asked.getArguments());
    }

    @Nullable Object of(@Nullable Object source, Map<String, Object> arguments) {
        return value.apply(object.cast(source), arguments);
    }
}
