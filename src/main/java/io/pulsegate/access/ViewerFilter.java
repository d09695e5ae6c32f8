package io.pulsegate.access;

import static org.springframework.http.HttpHeaders.AUTHORIZATION;

import io.pulsegate.faults.Fault;
import io.pulsegate.faults.FaultWriter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Collections;
import java.util.Optional;

/** The door for HTTP: exactly one credential becomes the viewer, or the request ends here. */
final class ViewerFilter extends OncePerRequestFilter {

    private final Doorkeeper doorkeeper;
    private final SecurityContextRepository contexts;
    private final FaultWriter faults;

    ViewerFilter(Doorkeeper doorkeeper, SecurityContextRepository contexts, FaultWriter faults) {
        this.doorkeeper = doorkeeper;
        this.contexts = contexts;
        this.faults = faults;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            authenticate(request).ifPresent(viewer -> keep(viewer, request, response));
        } catch (Fault fault) {
            faults.write(request, response, fault);
            return;
        }
        chain.doFilter(request, response);
    }

    private Optional<ViewerAuthentication> authenticate(HttpServletRequest request) {
        var signedIn = SessionCookie.of(request).flatMap(cookie -> admit(cookie, request));
        var headers = Collections.list(request.getHeaders(AUTHORIZATION));
        if (headers.isEmpty()) {
            return signedIn;
        }
        if (signedIn.isPresent() || headers.size() > 1) {
            throw Refusals.twoCredentials();
        }
        var credential = Credential.ofAuthorization(headers.getFirst());
        if (credential.kind() == Credential.Kind.PASSWORD && isCarriedByAnotherSite(request)) {
            throw Refusals.passwordFromBrowser();
        }
        return Optional.of(admit(credential, request).orElseThrow(Refusals::wrongCredential));
    }

    private Optional<ViewerAuthentication> admit(
            Credential credential, HttpServletRequest request) {
        return doorkeeper
                .admit(credential, request.getRemoteAddr())
                .map(admission -> new ViewerAuthentication(admission, credential.kind()));
    }

    private static boolean isCarriedByAnotherSite(HttpServletRequest request) {
        return CorsUtils.isCorsRequest(request)
                || "cross-site".equalsIgnoreCase(request.getHeader("Sec-Fetch-Site"));
    }

    /** In the request too, where it is found again when an answer goes on on another thread. */
    private void keep(
            ViewerAuthentication viewer, HttpServletRequest request, HttpServletResponse response) {
        var context = new SecurityContextImpl(viewer);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
