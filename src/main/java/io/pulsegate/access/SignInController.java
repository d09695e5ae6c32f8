package io.pulsegate.access;

import static jakarta.servlet.http.HttpServletResponse.SC_NO_CONTENT;
import static jakarta.servlet.http.HttpServletResponse.SC_SEE_OTHER;

import static org.springframework.http.HttpHeaders.ACCEPT;
import static org.springframework.http.HttpHeaders.LOCATION;

import io.pulsegate.faults.Fault;
import io.pulsegate.faults.FaultWriter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sign-in and sign-out of browsers, and who they are. */
@RestController
@ConditionalOnWebApplication
class SignInController {

    private static final String HOME = "/integrations/dashboard";

    /** A path of ours: a second slash, a backslash or a control character could lead elsewhere. */
    private static final Pattern OWN_PATH = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*");

    private final PasswordCheck passwords;
    private final Doorkeeper doorkeeper;
    private final Sessions sessions;
    private final ProfileQueries profiles;
    private final FaultWriter faults;

    SignInController(
            PasswordCheck passwords,
            Doorkeeper doorkeeper,
            Sessions sessions,
            ProfileQueries profiles,
            FaultWriter faults) {
        this.passwords = passwords;
        this.doorkeeper = doorkeeper;
        this.sessions = sessions;
        this.profiles = profiles;
        this.faults = faults;
    }

    /** 204 for a script, a redirect for a form; a new token in either case. */
    @PostMapping("/login")
    void signIn(
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = HOME) String next,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var known = passwords.check(username, password, request.getRemoteAddr());
        if (known.isPresent()) {
            endSession(request);
            SessionCookie.set(request, response, sessions.open(known.get().viewer()));
            answer(request, response, OWN_PATH.matcher(next).matches() ? next : HOME);
        } else if (isForm(request)) {
            answer(request, response, "/login?error");
        } else {
            faults.write(request, response, Refusals.wrongCredential());
        }
    }

    @PostMapping("/logout")
    void signOut(HttpServletRequest request, HttpServletResponse response) {
        endSession(request);
        SessionCookie.clear(request, response);
        response.setStatus(SC_NO_CONTENT);
    }

    @GetMapping("/api/session")
    Profile session(@AuthenticationPrincipal Viewer viewer) {
        return profiles.of(viewer);
    }

    @ExceptionHandler
    void refuse(Fault fault, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        faults.write(request, response, fault);
    }

    private void endSession(HttpServletRequest request) {
        Optional<Credential> cookie = SessionCookie.of(request);
        cookie.flatMap(session -> doorkeeper.admit(session, request.getRemoteAddr()))
                .ifPresent(known -> sessions.end(known.viewer().org(), cookie.orElseThrow()));
    }

    private static void answer(
            HttpServletRequest request, HttpServletResponse response, String next) {
        if (isForm(request)) {
            response.setStatus(SC_SEE_OTHER);
            response.setHeader(LOCATION, next);
        } else {
            response.setStatus(SC_NO_CONTENT);
        }
    }

    private static boolean isForm(HttpServletRequest request) {
        var accepted = request.getHeader(ACCEPT);
        return accepted != null && accepted.contains("text/html");
    }
}
