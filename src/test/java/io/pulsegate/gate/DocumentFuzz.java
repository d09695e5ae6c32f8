package io.pulsegate.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import graphql.ExecutionInput;
import graphql.ParseAndValidate;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.MockedWiringFactory;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;

import io.pulsegate.operations.Operations;
import io.pulsegate.testing.Bare;

import java.io.File;
import java.util.Locale;
import java.util.Objects;

/** Any text as a document: limits, then the engine's own rules, as {@link ParsedDocuments} does. */
public final class DocumentFuzz {

    private static final DocumentLimits LIMITS = Bare.settings(DocumentLimits.class);
    private static final VariableLimits VARIABLES = Bare.settings(VariableLimits.class);
    private static final TrustedDocuments EVERYBODYS =
            new TrustedDocuments(Bare.part(Operations.class), false);
    private static final GraphQLSchema SCHEMA =
            new SchemaGenerator()
                    .makeExecutableSchema(
                            new SchemaParser().parse(new File("graphql/published.graphql")),
                            RuntimeWiring.newRuntimeWiring()
                                    .wiringFactory(new MockedWiringFactory())
                                    .build());

    private DocumentFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        var input = ExecutionInput.newExecutionInput(new String(data, UTF_8)).build();
        new ParsedDocuments(LIMITS, VARIABLES, EVERYBODYS)
                .getDocumentAsync(input, DocumentFuzz::validated)
                .join();
    }

    /** What the engine does with what the limits let pass. */
    private static PreparsedDocumentEntry validated(ExecutionInput input) {
        var parsed = ParseAndValidate.parse(input);
        if (parsed.isFailure()) {
            return new PreparsedDocumentEntry(parsed.getSyntaxException().toInvalidSyntaxError());
        }
        Document document = Objects.requireNonNull(parsed.getDocument());
        var errors = ParseAndValidate.validate(SCHEMA, document, Locale.ENGLISH);
        return errors.isEmpty()
                ? new PreparsedDocumentEntry(document)
                : new PreparsedDocumentEntry(errors);
    }
}
