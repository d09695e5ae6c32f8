package io.pulsegate.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * How a node behind a proxy goes without losing a request. Readiness says so first; then everything
 * is answered as before for a while, and each answer ends its connection, so that the proxy and
 * whoever comes through it turn to other nodes; only then do streams say goodbye and the door
 * closes. A node whose readiness nobody asked lately has no proxy before it, and goes at once.
 */
@Component
@ConditionalOnWebApplication
@Order(Ordered.HIGHEST_PRECEDENCE)
@EnableConfigurationProperties(DepartureProperties.class)
class Departure extends OncePerRequestFilter implements ApplicationListener<ContextClosedEvent> {

    private static final Set<String> READINESS = Set.of("/readyz", "/actuator/health/readiness");
    private static final Duration LATELY = Duration.ofSeconds(15);

    private final ApplicationContext gateway;
    private final DepartureProperties properties;
    private volatile @Nullable Long askedAt;
    private volatile boolean leaving;

    Departure(ApplicationContext gateway, DepartureProperties properties) {
        this.gateway = gateway;
        this.properties = properties;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (READINESS.contains(request.getRequestURI())) {
            askedAt = System.nanoTime();
        }
        if (leaving) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        chain.doFilter(request, response);
    }

    /** Readiness is down already, and nothing has been stopped yet. */
    @Override
    public void onApplicationEvent(ContextClosedEvent closed) {
        var asked = askedAt;
        // the management port's own context closes, too
        if (!closed.getApplicationContext().equals(gateway) || asked == null) {
            return;
        }
        if (System.nanoTime() - asked < LATELY.toNanos()) {
            leaving = true;
            stay();
        }
    }

    private void stay() {
        try {
            Thread.sleep(properties.after());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
