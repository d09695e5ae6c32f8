package io.pulsegate.gate;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.DataFetchingEnvironment;

import io.pulsegate.faults.Fault;
import io.pulsegate.faults.FaultCode;
import io.pulsegate.faults.Masked;

import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.DataFetcherExceptionResolverAdapter;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindException;

import java.util.HashMap;
import java.util.Map;

/**
 * What a field threw, as a GraphQL error: a fault says what it is, anything else is masked and
 * logged once under a correlation id.
 */
@Component
class FaultResolver extends DataFetcherExceptionResolverAdapter {

    @Override
    protected GraphQLError resolveToSingleError(
            Throwable thrown, DataFetchingEnvironment environment) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Fault fault -> {
                    return error(environment, fault.detail(), extensions(fault));
                }
                // an argument that Spring could not bind to its Java type
                case BindException bad -> {
                    return error(
                            environment,
                            "The argument `" + bad.getObjectName() + "` does not fit.",
                            Map.of("code", FaultCode.BAD_USER_INPUT.name()));
                }
                default -> {}
            }
        }
        return masked(thrown, environment);
    }

    private static GraphQLError masked(Throwable thrown, DataFetchingEnvironment environment) {
        var masked = Masked.of(thrown, "field " + environment.getExecutionStepInfo().getPath());
        return error(
                environment,
                masked.words(),
                Map.of("code", FaultCode.INTERNAL.name(), "correlationId", masked.correlation()));
    }

    static Map<String, Object> extensions(Fault fault) {
        var extensions = new HashMap<String, Object>();
        extensions.put("code", fault.code().name());
        if (fault.code().retryable()) {
            extensions.put("retryable", true);
        }
        var retryAfter = retryAfter(fault);
        if (retryAfter != null) {
            extensions.put("retryAfterSeconds", retryAfter);
        }
        return extensions;
    }

    private static @Nullable Long retryAfter(Fault fault) {
        return switch (fault) {
            case Fault.Unavailable unavailable -> unavailable.retryAfter().toSeconds();
            case Fault.Busy busy -> busy.retryAfter().toSeconds();
            default -> null;
        };
    }

    private static GraphQLError error(
            DataFetchingEnvironment environment, String message, Map<String, Object> extensions) {
        return GraphqlErrorBuilder.newError(environment)
                .message("%s", message)
                .extensions(extensions)
                .build();
    }
}
