package io.pulsegate.streams;

import graphql.ExecutionInput;
import graphql.ParseAndValidate;
import graphql.execution.UnknownOperationException;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.NodeUtil;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;

import io.pulsegate.operations.Operations;

import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.stereotype.Component;

import java.util.Optional;

/** What a document asks for. Parsed once: the engine's own cache is asked, and filled. */
@Component
final class Documents {

    private final GraphQlSource source;
    private final Operations operations;

    Documents(GraphQlSource source, Operations operations) {
        this.source = source;
        this.operations = operations;
    }

    /** The question with its text, where it names a stored document only. */
    Question carried(Question question) {
        return question.carrying(operations);
    }

    /** Whether it subscribes. What is not valid does not: the engine then says what is wrong. */
    boolean subscribes(Question question) {
        return operation(question)
                .filter(asked -> asked.getOperation() == Operation.SUBSCRIPTION)
                .isPresent();
    }

    /** The operation that is asked for; empty when the document is not valid, or has none such. */
    Optional<OperationDefinition> operation(Question question) {
        var input = ExecutionInput.newExecutionInput(question.document()).build();
        var entry =
                source.graphQl()
                        .getPreparsedDocumentProvider()
                        .getDocumentAsync(input, this::parse)
                        .join();
        if (entry.hasErrors()) {
            return Optional.empty();
        }
        try {
            var asked = NodeUtil.getOperation(entry.getDocument(), question.operationName());
            return Optional.of(asked.operationDefinition);
        } catch (UnknownOperationException e) {
            return Optional.empty();
        }
    }

    private PreparsedDocumentEntry parse(ExecutionInput input) {
        var parsed = ParseAndValidate.parseAndValidate(source.schema(), input);
        return parsed.isFailure()
                ? new PreparsedDocumentEntry(parsed.getErrors())
                : new PreparsedDocumentEntry(parsed.getDocument());
    }
}
