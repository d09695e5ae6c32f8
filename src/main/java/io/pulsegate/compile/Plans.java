package io.pulsegate.compile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import graphql.execution.ExecutionContext;
import graphql.execution.MergedField;
import graphql.schema.GraphQLType;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was worked out, by its place in a document: a field's nodes are compared by identity. */
@Component
class Plans {

    private final Map<String, PlainField<?>> fields;
    private final Cache<Place, Optional<Part>> known =
            Caffeine.newBuilder().maximumSize(2_000).build();

    Plans(List<PlainField<?>> fields) {
        this.fields =
                fields.stream()
                        .collect(
                                Collectors.toMap(
                                        field -> field.type() + "." + field.field(),
                                        Function.identity()));
    }

    /** The same field may have another type where another interface is asked for it. */
    private record Place(MergedField field, GraphQLType type) {}

    /** What the answer says of a field's value; null when that is the engine's to find out. */
    @Nullable Object answer(
            ExecutionContext context, MergedField field, GraphQLType type, Object value) {
        var place = new Place(field, type);
        var part = known.get(place, _ -> worked(context, place));
        if (part.isEmpty()) {
            return null;
        }
        try {
            var asked = new Part.Asked(context.getGraphQLContext(), context.getLocale());
            return part.get().of(value, asked);
        } catch (RuntimeException e) {
            // not plain, or wrong: the engine will meet it again, and say so as it does
            return null;
        }
    }

    private Optional<Part> worked(ExecutionContext context, Place place) {
        var plan = new Plan(context.getGraphQLSchema(), context.getFragmentsByName(), fields);
        try {
            return Optional.of(plan.of(place.field(), place.type()));
        } catch (NotPlain _) {
            return Optional.empty();
        }
    }
}
