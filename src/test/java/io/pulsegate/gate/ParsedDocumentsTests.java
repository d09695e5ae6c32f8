package io.pulsegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;

import io.pulsegate.testing.GatewayTest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.GraphQlSource;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

@GatewayTest
class ParsedDocumentsTests {

    private static final GraphQLError WRONG =
            GraphqlErrorBuilder.newError().message("no such field").build();

    @Autowired DocumentLimits limits;
    @Autowired VariableLimits variables;
    @Autowired TrustedDocuments trusted;

    private ParsedDocuments documents;
    private final AtomicInteger parsed = new AtomicInteger();

    @BeforeEach
    void empty() {
        documents = new ParsedDocuments(limits, variables, trusted);
    }

    @Test
    void parsesATextOnce() {
        var first = ask("{ healthStatus { overallStatus } }", this::valid);
        var second = ask("{ healthStatus { overallStatus } }", this::valid);
        assertThat(second).isSameAs(first);
        assertThat(parsed).hasValue(1);
    }

    @Test
    void tellsTextsApart() {
        var first = ask("{ healthStatus { overallStatus } }", this::valid);
        var second = ask("{ healthStatus { computedAt } }", this::valid);
        assertThat(second).isNotSameAs(first);
    }

    @Test
    void remembersNoFault() {
        var text = "{ nonsense }";
        assertThat(ask(text, this::invalid).hasErrors()).isTrue();
        assertThat(ask(text, this::valid).hasErrors()).isFalse();
        assertThat(parsed).hasValue(2);
    }

    @Test
    void standInTheEngine(@Autowired GraphQlSource source) {
        assertThat(source.graphQl().getPreparsedDocumentProvider())
                .isInstanceOf(ParsedDocuments.class);
    }

    private PreparsedDocumentEntry ask(
            String text, Function<ExecutionInput, PreparsedDocumentEntry> parse) {
        var input = ExecutionInput.newExecutionInput(text).build();
        return documents.getDocumentAsync(input, parse).join();
    }

    private PreparsedDocumentEntry valid(ExecutionInput input) {
        parsed.incrementAndGet();
        return new PreparsedDocumentEntry(Document.newDocument().build());
    }

    private PreparsedDocumentEntry invalid(ExecutionInput input) {
        parsed.incrementAndGet();
        return new PreparsedDocumentEntry(List.of(WRONG));
    }
}
