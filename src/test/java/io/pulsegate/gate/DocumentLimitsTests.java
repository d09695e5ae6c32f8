package io.pulsegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import static java.util.stream.Collectors.joining;

import graphql.ExecutionInput;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.parser.Parser;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Role;
import io.pulsegate.access.Viewer;
import io.pulsegate.operations.Operation;
import io.pulsegate.operations.Operations;
import io.pulsegate.testing.Asker;
import io.pulsegate.testing.GatewayTest;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.ResponseError;
import org.springframework.graphql.server.WebGraphQlHandler;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@GatewayTest
class DocumentLimitsTests {

    @Autowired TestDatabase database;
    @Autowired WebGraphQlHandler handler;
    @Autowired Operations operations;
    @Autowired DocumentLimits limits;
    @Autowired VariableLimits variables;

    TestOrg acme;
    Asker admin;

    @BeforeEach
    void org() {
        acme = TestOrg.create(database, "Acme");
        admin = Asker.of(handler, acme, Role.ADMIN);
    }

    static Stream<Arguments> documentsThatAskForTooMuch() {
        return Stream.of(
                arguments("characters", "{ __typename }" + " ".repeat(20_000)),
                arguments("tokens", "{ card(a: [" + "1 ".repeat(2_000) + "]) }"),
                arguments("levels", "{ card(a: " + "[".repeat(150) + "]".repeat(150) + ") }"),
                arguments("digits", "{ card(a: -" + "9".repeat(64) + ") }"),
                arguments("operations", times(6, i -> "query Q%d { __typename } ".formatted(i))),
                arguments(
                        "fragments",
                        "{ __typename } "
                                + times(31, i -> "fragment F%d on Query { a } ".formatted(i))),
                arguments("directives", "{ __typename " + "@skip(if: false) ".repeat(21) + "}"),
                arguments("root fields", "{ " + times(11, i -> "f%d ".formatted(i)) + "}"),
                arguments("fields", "{ a { " + times(400, i -> "f%d ".formatted(i)) + "} }"),
                arguments("fields", "{ a { " + "__typename ".repeat(500) + "} }"),
                arguments("repeated fields", "{ a { " + "__typename ".repeat(17) + "} }"),
                arguments(
                        "repeated fields",
                        "{ a { " + times(101, i -> "t%d: __typename ".formatted(i)) + "} }"),
                arguments(
                        "repeated fields",
                        "{ a { ...F ...G } } fragment F on A { "
                                + times(9, i -> "f%d: x ".formatted(i))
                                + "} fragment G on A { "
                                + times(9, i -> "g%d: x ".formatted(i))
                                + "}"),
                arguments("levels of fields", "{ a ".repeat(11) + "}".repeat(11)),
                arguments("levels of fields", "{ __schema " + "{ a ".repeat(20) + "}".repeat(21)),
                arguments("fields", "{ a { ...F0 } } " + times(29, i -> doubled(i, 29))));
    }

    @ParameterizedTest
    @MethodSource("documentsThatAskForTooMuch")
    void saysInOneErrorWhatIsTooMuchBeforeItIsValidated(String what, String document) {
        admin.document(document)
                .execute()
                .errors()
                .satisfy(errors -> {
                    assertThat(errors).singleElement().satisfies(isCoded("QUERY_TOO_COMPLEX"));
                    assertThat(errors.getFirst().getMessage()).contains(what);
                });
    }

    static Stream<Arguments> variablesThatHoldTooMuch() {
        return Stream.of(
                arguments("characters", Collections.nCopies(5, "x".repeat(16_000))),
                arguments("levels", nested(33)),
                arguments("elements in a list", Collections.nCopies(251, 1)),
                arguments("characters in a text", "x".repeat(16_385)),
                arguments("digits in a number", BigInteger.TEN.pow(64)),
                arguments("digits in a number", new BigDecimal("1." + "1".repeat(64))));
    }

    @ParameterizedTest
    @MethodSource("variablesThatHoldTooMuch")
    void saysInOneErrorWhichVariablesAreTooMuch(String what, Object value) {
        var document =
                "query ($text: String) { integrationLogs(filter: {text: $text}) { nodes { id } } }";
        for (int i = 0; i < 2; i++) {
            admin.document(document)
                    .variable("text", value)
                    .execute()
                    .errors()
                    .satisfy(errors -> {
                        assertThat(errors).singleElement().satisfies(isCoded("QUERY_TOO_COMPLEX"));
                        assertThat(errors.getFirst().getMessage()).contains("variables", what);
                    });
            // once the text is known, too
            admin.document(document).variable("text", "xx").executeAndVerify();
        }
    }

    @Test
    void takesVariablesUpToTheirLimits() {
        var most =
                Map.of(
                        "nested",
                        nested(31),
                        "list",
                        Collections.nCopies(250, 1),
                        "text",
                        "x".repeat(16_384),
                        "digits",
                        BigInteger.TEN.pow(63));
        assertThat(VariableCheck.tooMuch(most, variables)).isEmpty();
    }

    @Test
    void saysNoMoreOfAWrongDocumentThanHelps() {
        var longest = "x".repeat(15_000);
        var document = "{ " + longest + " healthStatus { " + times(300, "f%d "::formatted) + "} }";
        admin.document(document)
                .execute()
                .errors()
                .satisfy(errors -> {
                    assertThat(errors).hasSize(ErrorCodes.MOST);
                    assertThat(errors)
                            .allSatisfy(isCoded("GRAPHQL_VALIDATION_FAILED"))
                            .allSatisfy(
                                    error -> assertThat(error.getMessage()).hasSizeLessThan(500));
                });
    }

    @Test
    void endsWithFragmentsThatSpreadEachOther() {
        admin.document("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }")
                .execute()
                .errors()
                .satisfy(errors ->
                        assertThat(errors)
                                .isNotEmpty()
                                .allSatisfy(isCoded("GRAPHQL_VALIDATION_FAILED")));
    }

    @Test
    void countsAFieldThatIsOnlyRenamedNotAsRepeated() {
        var renamed = "{ healthStatus { " + times(9, i -> "x%d: f%d ".formatted(i, i)) + "} }";
        assertThat(DocumentCheck.tooMuch(Parser.parse(renamed), limits)).isEmpty();
    }

    @Test
    void leavesEveryStoredDocumentRoom() {
        assertThat(operations.all())
                .isNotEmpty()
                .allSatisfy(operation ->
                        assertThat(
                                        DocumentCheck.tooMuch(
                                                Parser.parse(operation.document()), limits))
                                .isEmpty());
    }

    @Test
    void saysWhatAnAnswerCosts() {
        assertThat(
                        admin.document("{ integrationLogs(first: 30) { nodes { id message } } }")
                                .execute()
                                .returnResponse()
                                .getExtensions())
                .containsEntry("cost", Map.of("requested", 31, "limit", limits.cost()));
    }

    @Test
    void executesNothingThatCostsTooMuch() {
        var document =
                """
                query ($first: Int!) {
                  a: integrationLogs(first: $first) { ...Page } b: integrationLogs(first: $first) { ...Page }
                  c: integrationLogs(first: $first) { ...Page } d: integrationLogs(first: $first) { ...Page }
                  e: integrationLogs(first: $first) { ...Page }
                }
                fragment Page on LogConnection { nodes { attempts { number } retries { eventId } webhook { name } } }
                """;
        var statements =
                database.statementsOf(() ->
                        admin.document(document)
                                .variable("first", 100)
                                .execute()
                                .errors()
                                .satisfy(errors ->
                                        assertThat(errors)
                                                .singleElement()
                                                .satisfies(isCoded("QUERY_TOO_COMPLEX"))));
        assertThat(statements).isEmpty();
        admin.document(document).variable("first", 10).executeAndVerify();
    }

    @Test
    void describesTheSchemaToPeopleAndNotToKeys() {
        var introspection = "{ __schema { queryType { name } } }";
        admin.document(introspection).executeAndVerify();
        key().document(introspection)
                .execute()
                .errors()
                .satisfy(errors -> assertThat(errors).hasSize(1));
        key().document("{ __typename healthStatus { __typename } }").executeAndVerify();
    }

    @Test
    void answersNothingButStoredDocumentsWhenOnlyTheseAreTrusted() {
        var trusted =
                new ParsedDocuments(limits, variables, new TrustedDocuments(operations, true));
        assertThat(operations.all().map(Operation::document))
                .allSatisfy(text -> assertThat(entry(trusted, text).hasErrors()).isFalse());
        var dashboard = operations.get("dashboard/Dashboard").document();
        assertThat(
                        entry(
                                trusted,
                                "# ours\n" + dashboard.replace("events {", "events { __typename")))
                .satisfies(entry -> assertThat(entry.hasErrors()).isFalse());
        assertThat(entry(trusted, dashboard.replace("events {", "events { payloadId")).getErrors())
                .singleElement()
                .satisfies(error ->
                        assertThat(error.getExtensions())
                                .containsEntry("code", "UNTRUSTED_DOCUMENT"));
    }

    private Asker key() {
        return Asker.of(
                handler,
                new Viewer(
                        acme.id(),
                        new Viewer.ApiKey(UUID.randomUUID(), "tool", null),
                        Set.of(Grant.DASHBOARD_READ)));
    }

    private static PreparsedDocumentEntry entry(ParsedDocuments documents, String text) {
        return documents
                .getDocumentAsync(
                        ExecutionInput.newExecutionInput(text).build(),
                        _ -> new PreparsedDocumentEntry(Document.newDocument().build()))
                .join();
    }

    private static Object nested(int levels) {
        Object value = 1;
        for (int i = 0; i < levels; i++) {
            value = i % 2 == 0 ? List.of(value) : Map.of("in", value);
        }
        return value;
    }

    /** Each of these is spread twice by the one before: 2^{@code last} selections in all. */
    private static String doubled(int number, int last) {
        return number == last - 1
                ? "fragment F%d on A { ...F0 } ".formatted(number)
                : "fragment F%d on A { ...F%d ...F%d } ".formatted(number, number + 1, number + 1);
    }

    private static String times(int count, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(joining());
    }

    private static Consumer<ResponseError> isCoded(String code) {
        return error -> assertThat(error.getExtensions()).containsEntry("code", code);
    }
}
