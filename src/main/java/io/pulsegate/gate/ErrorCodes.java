package io.pulsegate.gate;

import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;

import io.pulsegate.faults.FaultCode;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Map;

/**
 * Gives the engine's own errors (syntax, validation, coercion) a stable code; ours have one
 * already.
 */
@Component
@Order(0)
class ErrorCodes implements WebGraphQlInterceptor {

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        return chain.next(request).map(ErrorCodes::coded);
    }

    private static WebGraphQlResponse coded(WebGraphQlResponse response) {
        List<GraphQLError> errors = response.getExecutionResult().getErrors();
        return errors.isEmpty()
                ? response
                : response.transform(
                        builder -> builder.errors(errors.stream().map(ErrorCodes::coded).toList()));
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
