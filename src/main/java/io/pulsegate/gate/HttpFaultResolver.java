package io.pulsegate.gate;

import io.pulsegate.faults.Fault;
import io.pulsegate.faults.FaultCode;
import io.pulsegate.faults.FaultWriter;
import io.pulsegate.faults.Masked;
import io.pulsegate.faults.Problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What a handler threw, as the whole HTTP answer: a fault says what it is, Spring's own refusals
 * (404, 405, 406, 415 …) keep their status and headers, anything else is masked.
 */
@Component
@ConditionalOnWebApplication
class HttpFaultResolver implements HandlerExceptionResolver, Ordered {

    private final FaultWriter faults;

    HttpFaultResolver(FaultWriter faults) {
        this.faults = faults;
    }

    /** Before Spring's resolvers, which write bodies of their own. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Object handler,
            Exception thrown) {
        if (thrown instanceof AccessDeniedException || thrown instanceof AuthenticationException) {
            return null; // the filter chain answers these
        }
        if (!response.isCommitted()) {
            write(request, response, thrown);
        }
        return new ModelAndView();
    }

    private void write(HttpServletRequest request, HttpServletResponse response, Exception thrown) {
        try {
            if (thrown instanceof ErrorResponse refusal) {
                refusal.getHeaders()
                        .forEach((name, values) ->
                                values.forEach(value -> response.addHeader(name, value)));
            }
            faults.write(request, response, problem(request, thrown));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Problem problem(HttpServletRequest request, Exception thrown) {
        return switch (thrown) {
            case Fault fault -> Problem.of(fault);
            case ErrorResponse refusal when refusal.getStatusCode().is4xxClientError() ->
                    refused(refusal);
            case HttpMessageNotReadableException _ ->
                    Problem.of(
                            FaultCode.BAD_REQUEST,
                            "The body is not JSON, or not of the expected form.");
            case InvalidMediaTypeException bad ->
                    Problem.of(FaultCode.BAD_REQUEST, "Not a media type: " + bad.getMediaType());
            case TypeMismatchException _ ->
                    Problem.of(FaultCode.BAD_USER_INPUT, FaultCode.BAD_USER_INPUT.title() + ".");
            default -> masked(request, thrown);
        };
    }

    private static Problem refused(ErrorResponse refusal) {
        var code = FaultCode.ofStatus(refusal.getStatusCode().value());
        var words = Optional.ofNullable(refusal.getBody().getDetail());
        // a path that is not there is not repeated: unknown and foreign look the same
        return Problem.of(
                code,
                words.filter(_ -> code != FaultCode.NOT_FOUND).orElseGet(() -> code.title() + "."));
    }

    private static Problem masked(HttpServletRequest request, Exception thrown) {
        var where = request.getMethod() + " " + request.getRequestURI();
        return Problem.of(FaultCode.INTERNAL, Masked.of(thrown, where).words());
    }
}
