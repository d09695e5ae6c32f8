package io.pulsegate.gate;

import graphql.ErrorType;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;

import io.pulsegate.faults.FaultCode;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Gives the engine's own errors (syntax, validation, coercion) a stable code; ours have one
 * already. In the engine, so that every door has it.
 */
@Component
class ErrorCodes extends SimplePerformantInstrumentation {

    @Override
    public CompletableFuture<ExecutionResult> instrumentExecutionResult(
            ExecutionResult result,
            InstrumentationExecutionParameters parameters,
            @Nullable InstrumentationState state) {
        var errors = result.getErrors();
        return CompletableFuture.completedFuture(
                errors.isEmpty()
                        ? result
                        : result.transform(builder ->
                                builder.errors(errors.stream().map(ErrorCodes::coded).toList())));
    }

    private static GraphQLError coded(GraphQLError error) {
        var code = code(error);
        if (code == null) {
            return error;
        }
        return GraphqlErrorBuilder.newError()
                .message("%s", error.getMessage())
                .locations(error.getLocations())
                .path(error.getPath())
                .errorType(error.getErrorType())
                .extensions(Map.of("code", code.name()))
                .build();
    }

    private static @Nullable FaultCode code(GraphQLError error) {
        var extensions = error.getExtensions();
        if (extensions != null && extensions.containsKey("code")) {
            return null;
        }
        return switch (error.getErrorType()) {
            case ErrorType.InvalidSyntax -> FaultCode.GRAPHQL_PARSE_FAILED;
            case ErrorType.ValidationError, ErrorType.OperationNotSupported ->
                    FaultCode.GRAPHQL_VALIDATION_FAILED;
            case ErrorType.ExecutionAborted -> FaultCode.UNAVAILABLE;
            default -> FaultCode.INTERNAL;
        };
    }
}
