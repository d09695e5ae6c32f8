package io.pulsegate.compile;

import graphql.GraphQLContext;
import graphql.schema.Coercing;
import graphql.schema.GraphQLEnumType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Locale;

/** Makes what the answer says of a value. Throws, of whatever kind, when that is the engine's. */
sealed interface Part permits Part.Scalar, Part.Choice, Part.Each, Part.Required, PlainObject {

    @Nullable Object of(@Nullable Object value, Asked asked);

    /** What a scalar may want to know of the execution that it is serialised for. */
    record Asked(GraphQLContext context, Locale locale) {}

    record Scalar(Coercing<?, ?> coercing) implements Part {
        @Override
        public @Nullable Object of(@Nullable Object value, Asked asked) {
            return value == null
                    ? null
                    : coercing.serialize(value, asked.context(), asked.locale());
        }
    }

    record Choice(GraphQLEnumType type) implements Part {
        @Override
        public @Nullable Object of(@Nullable Object value, Asked asked) {
            return value == null ? null : type.serialize(value, asked.context(), asked.locale());
        }
    }

    record Each(Part item) implements Part {
        @Override
        public @Nullable Object of(@Nullable Object value, Asked asked) {
            return switch (value) {
                case null -> null;
                case Collection<?> values -> all(values, asked);
                default -> throw new NotPlain("no collection");
            };
        }

        private Collection<@Nullable Object> all(Collection<?> values, Asked asked) {
            var parts = new ArrayList<@Nullable Object>(values.size());
            for (var value : values) {
                parts.add(item.of(value, asked));
            }
            return parts;
        }
    }

    record Required(Part part) implements Part {
        @Override
        public Object of(@Nullable Object value, Asked asked) {
            var made = part.of(value, asked);
            if (made == null) {
                throw new NotPlain("null, where the schema promises a value");
            }
            return made;
        }
    }
}
