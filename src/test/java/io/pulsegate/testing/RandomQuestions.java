package io.pulsegate.testing;

import static java.util.stream.Collectors.joining;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedInputType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Documents out of a schema's own grammar, a part of them broken: the same seed gives the same
 * ones.
 */
public final class RandomQuestions {

    /** Whatever a text should never be trusted to be. */
    private static final List<String> TEXTS =
            List.of(
                    "",
                    "a",
                    "\\u0000",
                    "\\uD800",
                    "\uFEFFbom",
                    "\u202Etxet",
                    "\uD83D\uDE00",
                    "' or 1=1 --",
                    "%_\\\\",
                    "<script>",
                    "00000000-0000-0000-0000-000000000000",
                    "2026-11-22T00:00:00Z",
                    "9999-99-99T99:99:99Z",
                    "-1",
                    "rO0ABXNyABFqYXZh",
                    "eyJAY2xhc3MiOiJqYXZhLmxhbmcuUnVudGltZSJ9",
                    "x".repeat(3_000));

    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "1",
                    "-1",
                    "100",
                    "101",
                    "2147483647",
                    "2147483648",
                    "9".repeat(40),
                    "1.5",
                    "1e999");

    private static final int DEEPEST = 5;

    private final GraphQLSchema schema;
    private final Random random;

    public RandomQuestions(GraphQLSchema schema, long seed) {
        this.schema = schema;
        this.random = new Random(seed);
    }

    /** The next, a query mostly. */
    public String next() {
        var kind = chance(15) ? "mutation" : "query";
        var root = kind.equals("query") ? schema.getQueryType() : schema.getMutationType();
        var document = kind + " Q" + selection(root, 0);
        return chance(30) ? broken(document) : document;
    }

    /** The text with one to three characters lost, doubled or replaced. */
    public String broken(String text) {
        var broken = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0 && !broken.isEmpty(); i--) {
            int at = random.nextInt(broken.length());
            switch (random.nextInt(3)) {
                case 0 -> broken.deleteCharAt(at);
                case 1 -> broken.insert(at, broken.charAt(at));
                default -> broken.setCharAt(at, one(List.of('{', '"', '\0', '$', '\u2028', '9')));
            }
        }
        return broken.toString();
    }

    private String selection(GraphQLCompositeType type, int depth) {
        var fields =
                type instanceof GraphQLFieldsContainer container
                        ? times(1 + random.nextInt(4), () -> field(container, depth))
                        : "__typename ";
        var inline =
                type instanceof GraphQLInterfaceType named && chance(50)
                        ? "... on "
                                + one(schema.getImplementations(named)).getName()
                                + " { __typename } "
                        : "";
        return " { " + fields + inline + "} ";
    }

    private String field(GraphQLFieldsContainer parent, int depth) {
        var field = one(parent.getFieldDefinitions());
        var alias = chance(30) ? "a" + random.nextInt(20) + ": " : "";
        var directive = chance(10) ? " @include(if: " + random.nextBoolean() + ")" : "";
        var type = GraphQLTypeUtil.unwrapAll(field.getType());
        if (!(type instanceof GraphQLCompositeType composite)) {
            return alias + field.getName() + arguments(field) + directive + " ";
        }
        return depth >= DEEPEST
                ? "__typename "
                : alias
                        + field.getName()
                        + arguments(field)
                        + directive
                        + selection(composite, depth + 1);
    }

    private String arguments(GraphQLFieldDefinition field) {
        var given =
                field.getArguments().stream()
                        .filter(argument ->
                                GraphQLTypeUtil.isNonNull(argument.getType()) || chance(40))
                        .map(argument -> argument.getName() + ": " + value(argument))
                        .collect(joining(", "));
        return given.isEmpty() ? "" : "(" + given + ")";
    }

    private String value(GraphQLArgument argument) {
        return value(argument.getType(), 0);
    }

    private String value(GraphQLInputType type, int depth) {
        if (chance(5)) return one(List.of("null", "{}", "[]", "7", "\"\"", "NONE"));
        return switch (type) {
            case GraphQLNonNull given -> value((GraphQLInputType) given.getWrappedType(), depth);
            case GraphQLList list ->
                    "["
                            + times(
                                    random.nextInt(4),
                                    () ->
                                            value((GraphQLInputType) list.getWrappedType(), depth)
                                                    + " ")
                            + "]";
            case GraphQLEnumType options -> one(options.getValues()).getName();
            case GraphQLInputObjectType object -> depth > 3 ? "{}" : object(object, depth);
            default -> scalar(((GraphQLNamedInputType) type).getName());
        };
    }

    private String object(GraphQLInputObjectType object, int depth) {
        return object.getFieldDefinitions().stream()
                .filter(field -> GraphQLTypeUtil.isNonNull(field.getType()) || chance(50))
                .map(field -> field.getName() + ": " + value(field.getType(), depth + 1))
                .collect(joining(", ", "{", "}"));
    }

    private String scalar(String name) {
        return switch (name) {
            case "Int", "Long", "Float" -> one(NUMBERS);
            case "Boolean" -> String.valueOf(random.nextBoolean());
            default -> '"' + one(TEXTS) + '"';
        };
    }

    private String times(int count, Supplier<String> part) {
        return IntStream.range(0, count).mapToObj(_ -> part.get()).collect(joining());
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** As many as asked for. */
    public Stream<String> stream(int count) {
        return Stream.generate(this::next).limit(count);
    }
}
