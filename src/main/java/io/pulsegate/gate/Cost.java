package io.pulsegate.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import graphql.ErrorType;
import graphql.ExecutionResult;
import graphql.GraphqlErrorBuilder;
import graphql.execution.AbortExecutionException;
import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import graphql.language.Document;
import graphql.normalized.ExecutableNormalizedField;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;

import io.pulsegate.faults.FaultCode;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What an operation may make the gateway build at most: one for each object of the answer. A page
 * has as many as its {@code first} says, any other list {@value #OF_A_LIST}; values cost nothing.
 * Said in {@code extensions.cost} of every answer; an operation over the limit is not executed.
 */
@Component
class Cost extends SimplePerformantInstrumentation {

    private static final int OF_A_LIST = 10;

    /** Beyond any limit, and far from where a number turns over. */
    private static final int MOST = 1_000_000;

    private final DocumentLimits limits;
    private final Cache<Asked, Integer> known = Caffeine.newBuilder().maximumSize(1_000).build();

    Cost(DocumentLimits limits) {
        this.limits = limits;
    }

    /** A document is compared by identity: {@link ParsedDocuments} gives the same one again. */
    private record Asked(
            Document document, @Nullable String operation, Map<String, Object> variables) {}

    @Override
    public InstrumentationContext<ExecutionResult> beginExecuteOperation(
            InstrumentationExecuteOperationParameters parameters,
            @Nullable InstrumentationState state) {
        var context = parameters.getExecutionContext();
        int cost = cost(context);
        if (cost > limits.cost()) {
            throw tooMuch(cost);
        }
        context.getGraphQLContext().put(Cost.class, cost);
        return SimpleInstrumentationContext.noOp();
    }

    @Override
    public CompletableFuture<ExecutionResult> instrumentExecutionResult(
            ExecutionResult result,
            InstrumentationExecutionParameters parameters,
            @Nullable InstrumentationState state) {
        Integer cost = parameters.getGraphQLContext().get(Cost.class);
        return CompletableFuture.completedFuture(
                cost == null
                        ? result
                        : result.transform(answer -> answer.addExtension("cost", said(cost))));
    }

    private Map<String, Integer> said(int cost) {
        return Map.of("requested", cost, "limit", limits.cost());
    }

    private AbortExecutionException tooMuch(int cost) {
        var error =
                GraphqlErrorBuilder.newError()
                        .message(
                                "The operation costs %d; at most %d are allowed. Ask for smaller"
                                        + " pages.",
                                cost, limits.cost())
                        .errorType(ErrorType.ValidationError)
                        .extensions(
                                Map.of(
                                        "code",
                                        FaultCode.QUERY_TOO_COMPLEX.name(),
                                        "cost",
                                        said(cost)))
                        .build();
        return new AbortExecutionException(List.of(error));
    }

    private int cost(ExecutionContext context) {
        var asked =
                new Asked(
                        context.getDocument(),
                        context.getExecutionInput().getOperationName(),
                        context.getCoercedVariables().toMap());
        return known.get(asked, _ -> Math.toIntExact(calculated(context)));
    }

    /** Of the normalised operation: a fragment that is spread twice is in it twice. */
    private static long calculated(ExecutionContext context) {
        var schema = context.getGraphQLSchema();
        return of(context.getNormalizedQueryTree().get().getTopLevelFields(), 1, schema);
    }

    /** What all these together cost, asked of so many objects. */
    private static long of(
            List<ExecutableNormalizedField> fields, long parents, GraphQLSchema schema) {
        long all = 0;
        for (var field : fields) {
            all += of(field, parents, schema);
        }
        return Math.min(all, MOST);
    }

    private static long of(ExecutableNormalizedField field, long parents, GraphQLSchema schema) {
        if (!field.hasChildren() || field.getFieldName().startsWith("__")) {
            return 0;
        }
        var type = GraphQLTypeUtil.unwrapNonNull(field.getType(schema));
        long objects = Math.min(parents * (GraphQLTypeUtil.isList(type) ? size(field) : 1), MOST);
        return objects + of(field.getChildren(), objects, schema);
    }

    private static long size(ExecutableNormalizedField list) {
        var page = list.getParent();
        return page != null && page.getResolvedArguments().get("first") instanceof Integer first
                ? Math.max(first, 0)
                : OF_A_LIST;
    }
}
