package io.pulsegate.access;

import static org.springframework.http.HttpHeaders.AUTHORIZATION;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

import java.util.Set;
import java.util.function.Supplier;

/**
 * A browser sends the session cookie whoever made the page; the token in the cookie XSRF-TOKEN only
 * our own page can read, and send back in the header X-XSRF-TOKEN. An Authorization header needs no
 * such proof: no browser adds one by itself.
 */
final class CsrfProtection implements CsrfTokenRequestHandler {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> SIGN_IN_AND_OUT = Set.of("/login", "/logout");
    private static final Set<String> TOKEN_GIVEN_AT = Set.of("/login", "/api/session");

    private final CsrfTokenRequestHandler plain = new CsrfTokenRequestAttributeHandler();
    private final CsrfTokenRequestHandler masked = new XorCsrfTokenRequestAttributeHandler();

    /** What must carry the token. */
    static boolean concerns(HttpServletRequest request) {
        if (SAFE.contains(request.getMethod())) {
            return false;
        }
        return SIGN_IN_AND_OUT.contains(request.getServletPath()) || isBySession();
    }

    private static boolean isBySession() {
        return SecurityContextHolder.getContext().getAuthentication()
                        instanceof ViewerAuthentication viewer
                && viewer.kind() == Credential.Kind.SESSION;
    }

    static CookieCsrfTokenRepository tokens() {
        var tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieCustomizer(cookie -> cookie.path("/").sameSite("Lax"));
        return tokens;
    }

    /** Renders the token where a page comes for it; no other answer sets a cookie. */
    @Override
    public void handle(
            HttpServletRequest request,
            HttpServletResponse response,
            Supplier<CsrfToken> csrfToken) {
        masked.handle(request, response, csrfToken);
        if (TOKEN_GIVEN_AT.contains(request.getServletPath())
                && request.getHeader(AUTHORIZATION) == null) {
            var _ = csrfToken.get();
        }
    }

    /** As it is in the header; masked, if ever, in a form's field. */
    @Override
    public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken csrfToken) {
        var handler = request.getHeader(csrfToken.getHeaderName()) == null ? masked : plain;
        return handler.resolveCsrfTokenValue(request, csrfToken);
    }
}
