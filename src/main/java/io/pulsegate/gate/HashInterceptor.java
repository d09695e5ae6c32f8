package io.pulsegate.gate;

import io.pulsegate.operations.Operations;

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
        var carried = request.getDocument();
        var document = operations.document(carried, request.getExtensions());
        return chain.next(document.equals(carried) ? request : carrying(document, request));
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
