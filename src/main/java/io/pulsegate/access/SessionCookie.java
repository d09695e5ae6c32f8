package io.pulsegate.access;

import static org.springframework.http.HttpHeaders.SET_COOKIE;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

import java.time.Duration;
import java.util.Optional;

/** The cookie of a browser session: out of reach of scripts and of requests from other sites. */
final class SessionCookie {

    private static final String NAME = "pulsegate-session";

    private SessionCookie() {}

    static Optional<Credential> of(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, name(request)))
                .map(cookie -> Credential.ofSession(cookie.getValue()));
    }

    static void set(HttpServletRequest request, HttpServletResponse response, String token) {
        write(request, response, token, Sessions.LIFE);
    }

    static void clear(HttpServletRequest request, HttpServletResponse response) {
        write(request, response, "", Duration.ZERO);
    }

    private static void write(
            HttpServletRequest request, HttpServletResponse response, String token, Duration life) {
        var cookie =
                ResponseCookie.from(name(request), token)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .path("/")
                        .maxAge(life)
                        .build();
        response.addHeader(SET_COOKIE, cookie.toString());
    }

    /** A browser takes __Host- only over https, and then from no other host and for no domain. */
    private static String name(HttpServletRequest request) {
        return request.isSecure() ? "__Host-" + NAME : NAME;
    }
}
