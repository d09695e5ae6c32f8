package io.pulsegate.access;

import io.pulsegate.faults.FaultWriter;
import io.pulsegate.tenancy.OrgId;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/** Counts what API keys ask, at every door, and holds them to their limit. People have none. */
final class KeyLimitFilter extends OncePerRequestFilter {

    private final KeyUsage usage;
    private final FaultWriter faults;

    KeyLimitFilter(KeyUsage usage, FaultWriter faults) {
        this.usage = usage;
        this.faults = faults;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof ViewerAuthentication viewer
                && viewer.getPrincipal().subject() instanceof Viewer.ApiKey key) {
            limit(viewer.getPrincipal().org(), key, request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void limit(
            OrgId org,
            Viewer.ApiKey key,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        var standing = usage.pass(org, key);
        if (standing != null) {
            say(standing, response);
            if (standing.remaining() < 0) {
                faults.write(request, response, Refusals.overLimit(standing.reset()));
                return;
            }
        }
        chain.doFilter(request, response);
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new Ending(() -> ended(org, key, response)));
        } else {
            ended(org, key, response);
        }
    }

    private void ended(OrgId org, Viewer.ApiKey key, HttpServletResponse response) {
        if (response.getStatus() >= 400) usage.failed(org, key);
    }

    private static void say(KeyUsage.Standing standing, HttpServletResponse response) {
        response.setIntHeader("RateLimit-Limit", standing.limit());
        response.setIntHeader("RateLimit-Remaining", Math.max(standing.remaining(), 0));
        response.setHeader(
                "RateLimit-Reset", Long.toString(standing.reset().plusMillis(999).toSeconds()));
    }

    /** Of an answer that goes on after its request's thread. */
    private record Ending(Runnable ended) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            ended.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
