package io.pulsegate.compile;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.TypeResolutionEnvironment;
import graphql.execution.AsyncExecutionStrategy;
import graphql.execution.ExecutionStrategy;
import graphql.execution.SimpleDataFetcherExceptionHandler;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What goes wrong in a plain part, or is not as plain as it looks, is the engine's. */
class PlainPartsTests {

    private static final String SCHEMA =
            """
            type Query { thing: Thing things: [Named!] }
            interface Named { name: String! }
            type Thing implements Named {
              name: String!  size: Int  big: Float  nothing: String  hollow: String!  broken: String
              crooked: Int  perhaps: String  late: String  map: Pair  rest: [Int]  stream: [Int]
              inner: Thing  parts: [Thing!]!  holes: [String!]  fetched: String  twice(times: Int! = 2): Int!
              shape: Shape  wrong: Shape  got: String
            }
            type Other implements Named { name: String!  only: Int }
            type Pair { left: String }
            enum Shape { ROUND }
            """;

    /** A thing of every kind of trouble. */
    public record Thing(String name, @Nullable Thing inner) implements Named {
        public int size() {
            return 7;
        }

        public double big() {
            return 0.1 + 0.2;
        }

        public @Nullable String nothing() {
            return null;
        }

        public @Nullable String hollow() {
            return null;
        }

        public String broken() {
            return List.<String>of().getFirst();
        }

        public String crooked() {
            return "no number";
        }

        public Optional<String> perhaps() {
            return Optional.of("perhaps");
        }

        public CompletableFuture<String> late() {
            return CompletableFuture.completedFuture("late");
        }

        public Map<String, String> map() {
            return Map.of("left", "right");
        }

        public List<@Nullable Integer> rest() {
            return Arrays.asList(1, null, 3);
        }

        public Stream<Integer> stream() {
            return Stream.of(1, 2);
        }

        public List<Thing> parts() {
            return List.of(new Thing("first", null), new Thing("second", null));
        }

        public List<@Nullable String> holes() {
            return Arrays.asList("a", null);
        }

        public Shape shape() {
            return Shape.ROUND;
        }

        public String wrong() {
            return "SQUARE";
        }

        public String getGot() {
            return "by a getter";
        }
    }

    public record Other(String name, int only) implements Named {}

    /** What both are. */
    public interface Named {
        String name();
    }

    enum Shape {
        ROUND
    }

    private static final PlainField<Thing> TWICE =
            new PlainField<>(
                    "Thing",
                    "twice",
                    Thing.class,
                    (thing, asked) ->
                            thing.size() * Integer.parseInt(String.valueOf(asked.get("times"))));

    private static final GraphQLSchema THINGS =
            new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(SCHEMA), wiring());

    private static final ExecutionStrategy STOCK = new AsyncExecutionStrategy();
    private static final ExecutionStrategy PLAIN =
            new PlainParts(new SimpleDataFetcherExceptionHandler(), new Plans(List.of(TWICE)));

    private static RuntimeWiring wiring() {
        var thing = new Thing("outer", new Thing("inner", null));
        return RuntimeWiring.newRuntimeWiring()
                .type(
                        "Query",
                        type ->
                                type.dataFetcher("thing", _ -> thing)
                                        .dataFetcher(
                                                "things",
                                                _ -> List.of(thing, new Other("other", 1))))
                .type("Named", type -> type.typeResolver(PlainPartsTests::byClass))
                .type(
                        "Thing",
                        type ->
                                type.dataFetcher("fetched", _ -> "fetched")
                                        .dataFetcher("twice", TWICE.fetcher()))
                .build();
    }

    private static GraphQLObjectType byClass(TypeResolutionEnvironment asked) {
        Object object = asked.getObject();
        return asked.getSchema().getObjectType(object.getClass().getSimpleName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name size big nothing shape rest inner { name inner { name } } parts { name }",
                "twice thrice: twice(times: 3)",
                "__typename parts { __typename }"
            })
    void answersWhatIsPlain(String asked) {
        var answer = ask(PLAIN, "{ thing { " + asked + " } }");
        assertThat(thing(answer)).isInstanceOf(PlainAnswer.class);
        assertThat(answer.toSpecification())
                .isEqualTo(ask(STOCK, "{ thing { " + asked + " } }").toSpecification());
        assertThat(JsonMapper.shared().writeValueAsString(answer.toSpecification()))
                .isEqualTo(
                        JsonMapper.shared()
                                .writeValueAsString(
                                        ask(STOCK, "{ thing { " + asked + " } }")
                                                .toSpecification()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name hollow",
                "inner { hollow }",
                "parts { hollow }",
                "holes",
                "broken",
                "crooked",
                "perhaps",
                "late",
                "map { left }",
                "stream",
                "wrong",
                "fetched",
                "got"
            })
    void leavesTheRestToTheEngine(String asked) {
        var document = "{ thing { " + asked + " } }";
        for (int time = 0; time < 2; time++) { // worked out, and remembered
            var answer = ask(PLAIN, document);
            assertThat(thing(answer) instanceof PlainAnswer).isFalse();
            assertThat(answer.toSpecification()).isEqualTo(ask(STOCK, document).toSpecification());
        }
    }

    @Test
    void answersEachTypeOfAListAsItIs() {
        var document = "{ things { name ... on Thing { size } ... on Other { only } __typename } }";
        assertThat(ask(PLAIN, document).toSpecification())
                .isEqualTo(ask(STOCK, document).toSpecification());
    }

    @Test
    void keepsWhatIsPlainBelowWhatIsNot() {
        var document = "{ thing { fetched inner { name } parts { name size } } }";
        var answer = ask(PLAIN, document);
        assertThat(thing(answer))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .extractingByKey("inner")
                .isInstanceOf(PlainAnswer.class);
        assertThat(answer.toSpecification()).isEqualTo(ask(STOCK, document).toSpecification());
    }

    private static @Nullable Object thing(ExecutionResult answer) {
        Map<String, @Nullable Object> data = answer.getData();
        return data == null ? null : data.get("thing");
    }

    private static ExecutionResult ask(ExecutionStrategy strategy, String document) {
        return GraphQL.newGraphQL(THINGS)
                .queryExecutionStrategy(strategy)
                .build()
                .execute(document);
    }
}
