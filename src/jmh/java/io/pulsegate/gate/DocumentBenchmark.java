package io.pulsegate.gate;

import graphql.ExecutionInput;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.parser.Parser;

import io.pulsegate.operations.Operations;
import io.pulsegate.testing.Bare;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** LoadDashboard on its way to the engine: known, looked at for the first time, refused. */
@State(Scope.Benchmark)
public class DocumentBenchmark {

    private static final String REFUSED = "{ __typename " + "@a".repeat(1_990) + " }";

    private final DocumentLimits limits = Bare.settings(DocumentLimits.class);
    private final ParsedDocuments documents =
            new ParsedDocuments(
                    limits,
                    Bare.settings(VariableLimits.class),
                    new TrustedDocuments(Bare.part(Operations.class), false));
    private final String text = text();

    @Benchmark
    public Object known() {
        return ask(text);
    }

    @Benchmark
    public Object parsedAndChecked() {
        return DocumentCheck.tooMuch(Parser.parse(text), limits);
    }

    @Benchmark
    public Object refused() {
        return ask(REFUSED);
    }

    private PreparsedDocumentEntry ask(String document) {
        return documents
                .getDocumentAsync(
                        ExecutionInput.newExecutionInput(document).build(),
                        input -> new PreparsedDocumentEntry(Parser.parse(input.getQuery())))
                .join();
    }

    private static String text() {
        try {
            return Files.readString(Path.of("graphql/operations/load/LoadDashboard.graphql"));
        } catch (IOException e) {
            throw new IllegalStateException("to be run where pom.xml lies", e);
        }
    }
}
