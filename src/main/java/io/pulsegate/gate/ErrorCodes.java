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

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Gives the engine's own errors (syntax, validation, coercion) a stable code; ours have one
 * already. Says no more of a wrong question than helps. In the engine, so that every door has it.
 */
@Component
class ErrorCodes extends SimplePerformantInstrumentation {

    static final int MOST = 10;
    private static final int LONGEST = 400;

    @Override
    public CompletableFuture<ExecutionResult> instrumentExecutionResult(
            ExecutionResult result,
            InstrumentationExecutionParameters parameters,
            @Nullable InstrumentationState state) {
        var errors = result.getErrors();
        return CompletableFuture.completedFuture(
                errors.isEmpty()
                        ? result
                        : result.transform(builder -> builder.errors(told(result))));
    }

    /** All of an answer that has data; of a question without one the first few, to mend it by. */
    private static List<GraphQLError> told(ExecutionResult result) {
        return result.getErrors().stream()
                .limit(result.isDataPresent() ? Long.MAX_VALUE : MOST)
                .map(ErrorCodes::coded)
                .toList();
    }

    /** The engine quotes what it was sent, which may be as long as the whole question. */
    private static String clipped(String message) {
        return message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
    }

    private static GraphQLError coded(GraphQLError error) {
        var code = code(error);
        if (code == null) {
            return error;
        }
        return GraphqlErrorBuilder.newError()
                .message("%s", clipped(error.getMessage()))
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
