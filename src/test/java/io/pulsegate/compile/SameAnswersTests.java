package io.pulsegate.compile;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.GraphQL;
import graphql.execution.AsyncExecutionStrategy;
import graphql.language.NonNullType;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.language.VariableDefinition;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;

import io.pulsegate.access.Role;
import io.pulsegate.access.Viewer;
import io.pulsegate.operations.Operations;
import io.pulsegate.sections.Gathered;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.ExecutionGraphQlResponse;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.graphql.execution.DataFetcherExceptionResolver;
import org.springframework.graphql.execution.DefaultExecutionGraphQlService;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.support.DefaultExecutionGraphQlRequest;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** With plain parts or without them: the same bytes, made of the same readings. */
@GatewayTest
class SameAnswersTests {

    @Autowired TestDatabase database;
    @Autowired GraphQlSource source;
    @Autowired BatchLoaderRegistry loaders;
    @Autowired List<DataFetcherExceptionResolver> faults;
    @Autowired Operations operations;
    @Autowired JsonMapper json;

    private Viewer viewer;
    private UUID event;

    @BeforeEach
    void settle() {
        var acme = TestOrg.create(database, "Acme");
        for (var type : List.of("comarch", "edi", "export")) {
            acme.connection(type);
            acme.log(type, "success", Duration.ofMinutes(50));
        }
        acme.webhook("https://shop.example/hook");
        acme.log("webhooks", "warning", Duration.ofHours(3));
        event = acme.log("comarch", "error", Duration.ofMinutes(5));
        viewer =
                new Viewer(
                        acme.id(),
                        new Viewer.User(UUID.randomUUID(), "A", Role.ADMIN),
                        Role.ADMIN.grants());
    }

    @Test
    void areGivenToEveryStoredQuery() {
        var queries =
                operations
                        .all()
                        .filter(stored ->
                                operation(stored.document()).getOperation() == Operation.QUERY)
                        .toList();
        assertThat(queries).hasSizeGreaterThan(20);
        for (var query : queries) {
            staysTheSame(query.document(), variables(operation(query.document())));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // aliases, the same field twice, a fragment within a fragment, type names
                """
                { a: healthStatus { ...H } b: healthStatus { __typename x: overallStatus y: overallStatus ...H } }
                fragment H on HealthStatus { cards { ...C ... on IntegrationHealth { kind: type } } }
                fragment C on IntegrationHealth { __typename status ... on EdiHealth { awaitingAcknowledgement
                  lastRun { entity } } ... on ComarchHealth { lastRun { state } nextExpectedAt } }
                """,
                // directives with and without a variable
                """
                query ($no: Boolean = false) { healthStatus { overallStatus @include(if: true) computedAt @skip(if: true)
                  cards @skip(if: $no) { type level @include(if: $no) } } }
                """,
                // a variable below
                "query ($t: IntegrationType! = EDI) { healthStatus { card(type: $t) { type status }"
                        + " } }",
                // an argument of a plain field; a card that is not set up is full of nulls
                "{ healthStatus { card(type: IMPORT) { lastSyncAt lastErrorAt lastErrorMessage"
                        + " successRate24h } } }",
                // merged with what another field of the same name asks
                "{ recentActivity { events { id } } recentActivity { events { message occurredAt }"
                        + " serverTime } }",
                // loaders below some and not below others
                """
                { recentActivity(first: 3) { events { id connection { name } attempts { number } } lastEventAt }
                  errorSummary { failedCount24h byType { type failedCount24h } openIncidents { title count } } }
                """,
                // a list with pages
                "{ integrationLogs(first: 2) { nodes { id status event: message } pageInfo {"
                        + " hasNextPage } } }",
                // a section that is refused, beside one that is not
                "{ recentActivity(first: 1000) { events { id } } errorSummary { failedCount24h } }",
                "{ integrationEvent(id: \"none\") { id } healthStatus { configuredCount } }",
                "{ __schema { queryType { name fields { name } } } healthStatus { __typename } }"
            })
    void areGivenToWhateverIsAsked(String document) {
        staysTheSame(document, Map.of());
        assertThat(ask(source, document, Map.of(), new Gathered()).isValid()).isTrue();
    }

    @Test
    void areGivenToWhatIsNoQuestion() {
        staysTheSame("{ healthStatus { nothing } }", Map.of());
    }

    @Test
    void areMadeAtOnceWhereNothingIsFetchedBelow() {
        var fresh = operations.get("load/LoadFresh").document();
        Map<String, Object> data =
                Objects.requireNonNull(ask(source, fresh, Map.of(), new Gathered()).getData());
        assertThat(data.values()).hasSize(3).allMatch(PlainAnswer.class::isInstance);
    }

    private void staysTheSame(String document, Map<String, @Nullable Object> variables) {
        var gathered = new Gathered();
        var stock = ask(stock(), document, variables, gathered);
        for (int time = 0; time < 2; time++) { // worked out, and remembered
            var plain = ask(source, document, variables, gathered);
            assertThat(json.writeValueAsString(plain.toMap()))
                    .as(document)
                    .isEqualTo(json.writeValueAsString(stock.toMap()));
        }
    }

    private ExecutionGraphQlResponse ask(
            GraphQlSource engine,
            String document,
            Map<String, @Nullable Object> variables,
            Gathered gathered) {
        var request =
                new DefaultExecutionGraphQlRequest(
                        document, null, variables, Map.of(), "test", Locale.ROOT);
        request.configureExecutionInput((_, input) ->
                input.graphQLContext(
                                Map.of(
                                        "viewer",
                                        viewer,
                                        Capacity.class,
                                        viewer.capacity(),
                                        Gathered.NAME,
                                        gathered))
                        .build());
        var service = new DefaultExecutionGraphQlService(engine);
        service.addDataLoaderRegistrar(loaders);
        return Objects.requireNonNull(service.execute(request).block());
    }

    /** The same engine, but for its way to execute. */
    private GraphQlSource stock() {
        var handler = DataFetcherExceptionResolver.createExceptionHandler(faults);
        return new GraphQlSource() {
            @Override
            public GraphQL graphQl() {
                return source.graphQl()
                        .transform(engine ->
                                engine.queryExecutionStrategy(new AsyncExecutionStrategy(handler)));
            }

            @Override
            public GraphQLSchema schema() {
                return source.schema();
            }
        };
    }

    private static OperationDefinition operation(String document) {
        return Parser.parse(document)
                .getFirstDefinitionOfType(OperationDefinition.class)
                .orElseThrow();
    }

    /** Something for each variable that must have a value. */
    private Map<String, @Nullable Object> variables(OperationDefinition operation) {
        var variables = new HashMap<String, @Nullable Object>();
        for (var variable : operation.getVariableDefinitions()) {
            if (isRequired(variable)) {
                variables.put(variable.getName(), event.toString());
            }
        }
        return variables;
    }

    private static boolean isRequired(VariableDefinition variable) {
        return variable.getType() instanceof NonNullType && variable.getDefaultValue() == null;
    }
}
