package io.pulsegate.gate;

import graphql.execution.UnknownOperationException;
import graphql.language.Field;
import graphql.language.NodeUtil;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.Set;

/** What a document wants, before the engine has seen it. */
final class Questions {

    private Questions() {}

    /** Whether it changes nothing; what cannot be parsed changes nothing either. */
    static boolean isQuery(String document, @Nullable String operationName) {
        return operation(document, operationName)
                .map(operation -> operation.getOperation() == Operation.QUERY)
                .orElse(true);
    }

    /** Whether it is a query for these root fields and no other. */
    static boolean asksOnlyFor(
            Set<String> fields, String document, @Nullable String operationName) {
        return operation(document, operationName)
                .filter(operation -> operation.getOperation() == Operation.QUERY)
                .filter(operation ->
                        operation.getSelectionSet().getSelections().stream()
                                .allMatch(selected ->
                                        selected instanceof Field field
                                                && fields.contains(field.getName())))
                .isPresent();
    }

    private static Optional<OperationDefinition> operation(
            String document, @Nullable String operationName) {
        try {
            return Optional.of(
                    NodeUtil.getOperation(Parser.parse(document), operationName)
                            .operationDefinition);
        } catch (InvalidSyntaxException | UnknownOperationException _) {
            return Optional.empty();
        }
    }
}
