package io.pulsegate.gate;

import static graphql.execution.preparsed.persisted.PersistedQuerySupport.PERSISTED_QUERY_MARKER;

import io.pulsegate.operations.Operations;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.support.DefaultGraphQlRequest;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

/**
 * A request that names a stored document by its hash becomes one that carries it, before anybody
 * looks at the text.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class HashInterceptor implements WebGraphQlInterceptor {

    private final Operations operations;

    HashInterceptor(Operations operations) {
        this.operations = operations;
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        var carried = carried(request);
        var document = operations.document(carried, request.getExtensions());
        return chain.next(document.equals(carried) ? request : carrying(document, request));
    }

    /** What Spring puts where a request has no text is none. */
    private static @Nullable String carried(WebGraphQlRequest request) {
        var text = request.getDocument();
        return text.equals(PERSISTED_QUERY_MARKER) ? null : text;
    }

    private static WebGraphQlRequest carrying(String document, WebGraphQlRequest request) {
        return new WebGraphQlRequest(
                request.getUri().toUri(),
                request.getHeaders(),
                request.getCookies(),
                request.getRemoteAddress(),
                request.getAttributes(),
                new DefaultGraphQlRequest(
                        document,
                        request.getOperationName(),
                        request.getVariables(),
                        request.getExtensions()),
                request.getId(),
                request.getLocale());
    }
}
