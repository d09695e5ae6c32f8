package io.pulsegate.faults;

import static org.springframework.http.HttpHeaders.ACCEPT;
import static org.springframework.http.HttpHeaders.CACHE_CONTROL;
import static org.springframework.http.HttpHeaders.RETRY_AFTER;
import static org.springframework.http.HttpHeaders.WWW_AUTHENTICATE;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a fault as the whole answer: a GraphQL response under {@code /graphql}, a problem document
 * elsewhere. Always JSON, never a redirect.
 */
@Component
@ConditionalOnWebApplication
public class FaultWriter {

    private static final String GRAPHQL_RESPONSE = "application/graphql-response+json";

    private final JsonMapper json;

    FaultWriter(JsonMapper json) {
        this.json = json;
    }

    public void write(HttpServletRequest request, HttpServletResponse response, Fault fault)
            throws IOException {
        write(request, response, Problem.of(fault));
    }

    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        boolean graphql = isGraphQl(request);
        response.setStatus(problem.status());
        response.setHeader(CACHE_CONTROL, "no-store");
        if (problem.status() == 401) {
            // never "Basic", which makes a browser ask for a password and send it ever after
            response.setHeader(WWW_AUTHENTICATE, "Bearer");
        }
        if (problem.retryAfterSeconds() != null) {
            response.setHeader(RETRY_AFTER, problem.retryAfterSeconds().toString());
        }
        response.setContentType(graphql ? graphqlType(request) : "application/problem+json");
        response.setCharacterEncoding(UTF_8);
        json.writeValue(response.getOutputStream(), graphql ? graphqlBody(problem) : problem);
    }

    private static boolean isGraphQl(HttpServletRequest request) {
        var failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return "/graphql".equals(failed instanceof String path ? path : request.getRequestURI());
    }

    private static String graphqlType(HttpServletRequest request) {
        var accepted = String.join(",", Collections.list(request.getHeaders(ACCEPT)));
        return accepted.contains(GRAPHQL_RESPONSE)
                ? GRAPHQL_RESPONSE
                : MediaType.APPLICATION_JSON_VALUE;
    }

    private static Map<String, ?> graphqlBody(Problem problem) {
        var extensions = new LinkedHashMap<String, Object>();
        extensions.put("code", problem.code());
        if (problem.retryAfterSeconds() != null) {
            extensions.put("retryable", true);
            extensions.put("retryAfterSeconds", problem.retryAfterSeconds());
        }
        var error = Map.of("message", problem.detail(), "extensions", extensions);
        return Map.of("errors", List.of(error));
    }
}
