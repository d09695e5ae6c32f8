package io.pulsegate.gate;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM;

import io.pulsegate.faults.Fault;
import io.pulsegate.operations.Operations;

import jakarta.servlet.ServletException;

import org.jspecify.annotations.Nullable;
import org.springframework.graphql.MediaTypes;
import org.springframework.graphql.server.webmvc.GraphQlHttpHandler;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of GraphQL over HTTP that Spring leaves out: a query may come by GET, a mutation never
 * does, and a request that fits no rule is told which one.
 */
final class GraphQlDoor {

    private static final List<MediaType> ANSWERS =
            List.of(MediaTypes.APPLICATION_GRAPHQL_RESPONSE, APPLICATION_JSON);
    private static final List<MediaType> ANSWERS_OR_EVENTS =
            List.of(MediaTypes.APPLICATION_GRAPHQL_RESPONSE, APPLICATION_JSON, TEXT_EVENT_STREAM);

    private final GraphQlHttpHandler handler;
    private final Operations operations;
    private final JsonMapper json;

    GraphQlDoor(GraphQlHttpHandler handler, Operations operations, JsonMapper json) {
        this.handler = handler;
        this.operations = operations;
        this.json = json;
    }

    /** Everything at the path but an upgrade to WebSocket and what Spring answers as it should. */
    boolean concerns(ServerRequest request) {
        return request.path().equals("/graphql")
                && !"websocket".equalsIgnoreCase(request.headers().firstHeader(HttpHeaders.UPGRADE))
                && !(request.method().equals(POST) && isJson(request) && accepts(request, POST));
    }

    ServerResponse answer(ServerRequest request) throws ServletException {
        var method = request.method();
        if (!method.equals(GET) && !method.equals(POST)) {
            throw onlyBy(request, GET.name(), POST.name());
        }
        if (!accepts(request, method)) {
            throw new HttpMediaTypeNotAcceptableException(ANSWERS);
        }
        if (method.equals(POST)) {
            throw new HttpMediaTypeNotSupportedException(
                    request.headers().contentType().orElse(null), List.of(APPLICATION_JSON));
        }
        return get(request);
    }

    private ServerResponse get(ServerRequest request) throws ServletException {
        var body = body(request);
        var document =
                operations.document(
                        request.param("query").orElse(null), extensions(body.get("extensions")));
        if (!Questions.isQuery(document, request.param("operationName").orElse(null))) {
            throw onlyBy(request, POST.name());
        }
        return handler.handleRequest(
                ServerRequest.from(request)
                        .method(POST)
                        .headers(headers -> headers.setContentType(APPLICATION_JSON))
                        .body(json.writeValueAsBytes(body))
                        .build());
    }

    private Map<String, @Nullable Object> body(ServerRequest request) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        for (var text : List.of("query", "operationName")) {
            request.param(text).ifPresent(value -> body.put(text, value));
        }
        for (var object : List.of("variables", "extensions")) {
            request.param(object).ifPresent(value -> body.put(object, object(object, value)));
        }
        return body;
    }

    private static Map<?, ?> extensions(@Nullable Object value) {
        return value instanceof Map<?, ?> members ? members : Map.of();
    }

    private @Nullable Object object(String name, String value) {
        try {
            return json.readValue(value, Object.class);
        } catch (JacksonException _) {
            throw new Fault.Invalid(name + " is not JSON.");
        }
    }

    private static boolean isJson(ServerRequest request) {
        return request.headers().contentType().filter(APPLICATION_JSON::includes).isPresent();
    }

    /** A stream of events is for subscriptions, and those come by POST. */
    private static boolean accepts(ServerRequest request, HttpMethod by) {
        var offered = by.equals(POST) ? ANSWERS_OR_EVENTS : ANSWERS;
        var accepted = request.headers().accept();
        return accepted.isEmpty()
                || accepted.stream().anyMatch(range -> offered.stream().anyMatch(range::includes));
    }

    private static HttpRequestMethodNotSupportedException onlyBy(
            ServerRequest request, String... methods) {
        return new HttpRequestMethodNotSupportedException(
                request.method().name(), List.of(methods));
    }
}
