package io.pulsegate.gate;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;

import io.pulsegate.faults.Fault;
import io.pulsegate.faults.FaultCode;
import io.pulsegate.faults.Masked;

import org.springframework.graphql.execution.SubscriptionExceptionResolverAdapter;
import org.springframework.stereotype.Component;

import java.util.Map;

/**
 * What a subscription's root field threw: Spring hands that to another kind of resolver than a
 * field's.
 */
@Component
class SubscriptionFaults extends SubscriptionExceptionResolverAdapter {

    @Override
    protected GraphQLError resolveToSingleError(Throwable thrown) {
        if (thrown instanceof Fault fault) {
            return error(fault.detail(), FaultResolver.extensions(fault));
        }
        var masked = Masked.of(thrown, "a subscription");
        return error(
                masked.words(),
                Map.of("code", FaultCode.INTERNAL.name(), "correlationId", masked.correlation()));
    }

    private static GraphQLError error(String message, Map<String, Object> extensions) {
        return GraphqlErrorBuilder.newError().message("%s", message).extensions(extensions).build();
    }
}
