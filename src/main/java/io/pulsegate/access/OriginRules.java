package io.pulsegate.access;

import io.pulsegate.faults.FaultWriter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Which pages of other origins may ask. A refusal is a fault like any other, not bare text. */
final class OriginRules extends DefaultCorsProcessor {

    private final FaultWriter faults;

    private OriginRules(FaultWriter faults) {
        this.faults = faults;
    }

    static CorsFilter filter(List<String> origins, FaultWriter faults) {
        var cors = new CorsConfiguration();
        cors.setAllowedOrigins(origins);
        cors.setAllowedMethods(List.of("GET", "HEAD", "POST"));
        cors.setAllowedHeaders(List.of("*"));
        cors.setExposedHeaders(
                List.of(
                        "ETag",
                        "Retry-After",
                        "WWW-Authenticate",
                        "RateLimit-Limit",
                        "RateLimit-Remaining",
                        "RateLimit-Reset"));
        cors.setAllowCredentials(true);
        cors.setMaxAge(Duration.ofHours(1));
        var filter = new CorsFilter(_ -> cors);
        filter.setCorsProcessor(new OriginRules(faults));
        return filter;
    }

    @Override
    public boolean processRequest(
            @Nullable CorsConfiguration cors,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        boolean allowed = allows(cors, request, response);
        if (!allowed) {
            faults.write(request, response, Refusals.foreignOrigin());
        }
        return allowed;
    }

    private boolean allows(
            @Nullable CorsConfiguration cors,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try {
            return super.processRequest(cors, request, response);
        } catch (IllegalArgumentException | IllegalStateException _) {
            // such as a port that is none: Spring reads it as an address first
            return false;
        }
    }

    /** Left to {@link #processRequest}, which knows what was asked. */
    @Override
    protected void rejectRequest(ServerHttpResponse response) {}
}
