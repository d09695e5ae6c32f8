package io.pulsegate.rest;

import io.pulsegate.access.Viewer;
import io.pulsegate.faults.Fault;
import io.pulsegate.operations.Operations;

import jakarta.servlet.ServletException;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Runs a row of the table: its operation in process, past the same guards as any other. */
@Component
@ConditionalOnWebApplication
class ShimHandler {

    private final Operations operations;
    private final WebGraphQlHandler graphQl;
    private final RefreshLimit refreshes;

    ShimHandler(Operations operations, WebGraphQlHandler graphQl, RefreshLimit refreshes) {
        this.operations = operations;
        this.graphQl = graphQl;
        this.refreshes = refreshes;
    }

    ServerResponse answer(ServerRequest request, Shim shim) throws ServletException {
        if (!List.of(HttpMethod.GET, HttpMethod.HEAD).contains(request.method())) {
            throw new HttpRequestMethodNotSupportedException(
                    request.method().name(), List.of("GET", "HEAD"));
        }
        var asked = Asked.of(request, shim);
        var viewer = viewer();
        if (asked.refresh()) {
            refreshes.pass(viewer.subject().id());
        }
        var answer = Answer.of(run(request, shim, asked));
        var spelled = asked.representation().spelling().spell(answer, asked.failOn());
        // a condition is for an answer that would be 200, never a way around 503
        var tag =
                spelled.status() == 200
                        ? EntityTag.of(viewer, answer, asked)
                        : Optional.<String>empty();
        if (tag.isPresent() && knows(request, tag.get())) {
            return headed(ServerResponse.status(304)).eTag(tag.get()).build();
        }
        var response = headed(ServerResponse.status(spelled.status()));
        tag.ifPresent(response::eTag);
        spelled.headers().forEach(response::header);
        return response.contentType(asked.representation().type()).body(spelled.body());
    }

    private static ServerResponse.BodyBuilder headed(ServerResponse.BodyBuilder response) {
        return response.cacheControl(CacheControl.noCache().cachePrivate())
                .varyBy("Authorization", "Cookie", "Accept");
    }

    /** Tags are compared weakly, as GET does (RFC 9110, 13.1.2). */
    private static boolean knows(ServerRequest request, String tag) {
        return request.headers().header("If-None-Match").stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(String::strip)
                .anyMatch(known -> known.equals("*") || opaque(known).equals(opaque(tag)));
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    private WebGraphQlResponse run(ServerRequest request, Shim shim, Asked asked) {
        var operation = operations.get(shim.operation());
        var question =
                new WebGraphQlRequest(
                        request.uri(),
                        request.headers().asHttpHeaders(),
                        null,
                        request.remoteAddress().orElse(null),
                        request.attributes(),
                        Map.<String, Object>of(
                                "query",
                                operation.document(),
                                "operationName",
                                operation.name(),
                                "variables",
                                Map.of("refresh", asked.refresh())),
                        UUID.randomUUID().toString(),
                        Locale.ROOT);
        return Objects.requireNonNull(graphQl.handleRequest(question).block());
    }

    private static Viewer viewer() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Viewer viewer) {
            return viewer;
        }
        throw new Fault.Unauthenticated("Sign in first.");
    }
}
