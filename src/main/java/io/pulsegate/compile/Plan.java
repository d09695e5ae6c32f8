package io.pulsegate.compile;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.execution.FieldCollector;
import graphql.execution.FieldCollectorParameters;
import graphql.execution.MergedField;
import graphql.execution.TypeResolutionParameters;
import graphql.execution.ValuesResolver;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.Node;
import graphql.language.VariableReference;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLUnionType;
import graphql.schema.SingletonPropertyDataFetcher;
import graphql.schema.TypeResolver;

import io.pulsegate.compile.PlainObject.Column;
import io.pulsegate.compile.PlainObject.Columns;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Works out how a part of a document is answered, with the engine's own rules. */
final class Plan {

    private static final String TYPE_NAME = "__typename";

    private final GraphQLSchema schema;
    private final Map<String, FragmentDefinition> fragments;
    private final Map<String, PlainField<?>> fields;
    private final FieldCollector collector = new FieldCollector();

    /**
     * @param fields by type and name, with a dot between
     */
    Plan(
            GraphQLSchema schema,
            Map<String, FragmentDefinition> fragments,
            Map<String, PlainField<?>> fields) {
        this.schema = schema;
        this.fragments = fragments;
        this.fields = fields;
    }

    /**
     * @throws NotPlain when what is asked below the field depends on variables
     */
    Part of(MergedField field, GraphQLType type) {
        field.getFields().stream()
                .map(asked -> asked.getSelectionSet())
                .filter(Objects::nonNull)
                .forEach(this::requireNoVariable);
        return part(field, type);
    }

    private void requireNoVariable(Node<?> node) {
        if (node instanceof VariableReference) {
            throw new NotPlain("depends on a variable");
        }
        if (node instanceof FragmentSpread spread) {
            requireNoVariable(Objects.requireNonNull(fragments.get(spread.getName())));
        }
        node.getChildren().forEach(this::requireNoVariable);
    }

    private Part part(MergedField field, GraphQLType type) {
        return switch (type) {
            case GraphQLNonNull required ->
                    new Part.Required(part(field, required.getWrappedType()));
            case GraphQLList list -> new Part.Each(part(field, list.getWrappedType()));
            case GraphQLScalarType scalar -> new Part.Scalar(scalar.getCoercing());
            case GraphQLEnumType choice -> new Part.Choice(choice);
            case GraphQLCompositeType object ->
                    new PlainObject(value -> columns(field, resolved(object, value), value));
            default -> throw new NotPlain("a type of another kind: " + type);
        };
    }

    private GraphQLObjectType resolved(GraphQLCompositeType type, Object value) {
        return switch (type) {
            case GraphQLObjectType object -> object;
            case GraphQLInterfaceType choice ->
                    resolved(code().getTypeResolver(choice), type, value);
            case GraphQLUnionType choice -> resolved(code().getTypeResolver(choice), type, value);
            default -> throw new NotPlain("a type of another kind: " + type);
        };
    }

    private GraphQLObjectType resolved(
            TypeResolver resolver, GraphQLCompositeType type, Object value) {
        @Nullable GraphQLObjectType found =
                resolver.getType(
                        TypeResolutionParameters.newParameters()
                                .fieldType(type)
                                .value(value)
                                .argumentValues(Map::of)
                                .schema(schema)
                                .graphQLContext(GraphQLContext.getDefault())
                                .build());
        if (found == null) {
            throw new NotPlain("no type for " + value.getClass());
        }
        return found;
    }

    private Columns columns(MergedField field, GraphQLObjectType type, Object value) {
        return new Columns(
                collected(field, type).stream()
                        .map(asked -> column(asked, type, value.getClass()))
                        .toList());
    }

    private List<MergedField> collected(MergedField field, GraphQLObjectType type) {
        var parameters =
                FieldCollectorParameters.newParameters()
                        .schema(schema)
                        .objectType(type)
                        .fragments(fragments)
                        .variables(Map.of())
                        .graphQLContext(GraphQLContext.getDefault())
                        .build();
        return List.copyOf(collector.collectFields(parameters, field).getSubFieldsList());
    }

    private Column column(MergedField asked, GraphQLObjectType type, Class<?> value) {
        if (asked.getName().equals(TYPE_NAME)) {
            var name = type.getName();
            var definition = schema.getIntrospectionTypenameFieldDefinition();
            return new Column(asked.getResultKey(), _ -> name, part(asked, definition.getType()));
        }
        var definition = type.getFieldDefinition(asked.getName());
        return new Column(
                asked.getResultKey(),
                accessor(asked, definition, type, value),
                part(asked, definition.getType()));
    }

    private Accessor accessor(
            MergedField asked,
            GraphQLFieldDefinition definition,
            GraphQLObjectType type,
            Class<?> value) {
        var plain = fields.get(type.getName() + "." + asked.getName());
        if (plain != null) {
            var arguments = arguments(asked, definition);
            return source -> plain.of(source, arguments);
        }
        if (code().getDataFetcher(type, definition) instanceof SingletonPropertyDataFetcher) {
            return Accessor.of(value, asked.getName());
        }
        throw new NotPlain(asked.getName() + " has a fetcher of its own");
    }

    private Map<String, Object> arguments(MergedField asked, GraphQLFieldDefinition definition) {
        return ValuesResolver.getArgumentValues(
                code(),
                definition.getArguments(),
                asked.getArguments(),
                CoercedVariables.emptyVariables(),
                GraphQLContext.getDefault(),
                Locale.ROOT);
    }

    private GraphQLCodeRegistry code() {
        return schema.getCodeRegistry();
    }
}
