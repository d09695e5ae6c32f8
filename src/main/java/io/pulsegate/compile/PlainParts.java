package io.pulsegate.compile;

import static graphql.execution.FieldValueInfo.CompleteValueType.SCALAR;

import graphql.execution.AsyncExecutionStrategy;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.ExecutionContext;
import graphql.execution.ExecutionStrategyParameters;
import graphql.execution.FieldValueInfo;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLTypeUtil;

/**
 * The engine's own way to execute, but for plain parts. For whoever counts what is still to be
 * fetched, such a part is a value like any other.
 */
final class PlainParts extends AsyncExecutionStrategy {

    private final Plans plans;

    PlainParts(DataFetcherExceptionHandler faults, Plans plans) {
        super(faults);
        this.plans = plans;
    }

    @Override
    protected FieldValueInfo completeValue(
            ExecutionContext context, ExecutionStrategyParameters parameters) {
        var type = parameters.getExecutionStepInfo().getUnwrappedNonNullType();
        var value = parameters.getSource();
        if (value != null
                && !context.hasIncrementalSupport()
                && GraphQLTypeUtil.unwrapAll(type) instanceof GraphQLCompositeType) {
            var answer = plans.answer(context, parameters.getField(), type, value);
            if (answer != null) {
                return new FieldValueInfo(SCALAR, answer);
            }
        }
        return super.completeValue(context, parameters);
    }
}
