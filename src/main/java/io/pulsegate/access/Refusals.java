package io.pulsegate.access;

import io.pulsegate.faults.Fault;
import io.pulsegate.faults.FaultCode;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.csrf.CsrfException;

import java.time.Duration;

/** The words of refusal. Wrong, unknown, suspended, revoked, expired: one sentence for all. */
final class Refusals {

    private Refusals() {}

    /** What a path that no rule names answers, whoever asks: that nothing is there. */
    static final class NothingHere extends AccessDeniedException {
        NothingHere() {
            super("no rule names this path");
        }
    }

    /** Of somebody without a credential: Spring wraps what an authorization rule threw. */
    static Fault unknown(AuthenticationException asked) {
        return asked.getCause() instanceof NothingHere nothing
                ? denied(nothing)
                : wrongCredential();
    }

    static Fault.Unauthenticated wrongCredential() {
        return new Fault.Unauthenticated("Sign in, or send a valid credential.");
    }

    static Fault.Unauthenticated endedCredential() {
        return new Fault.Unauthenticated("Your credential is no longer valid. Sign in again.");
    }

    static Fault denied(AccessDeniedException reason) {
        return switch (reason) {
            case NothingHere _ -> new Fault.NotFound(FaultCode.NOT_FOUND.title() + ".");
            case CsrfException _ ->
                    new Fault.Denied("The X-XSRF-TOKEN header is missing or wrong.");
            default -> new Fault.Denied("Insufficient permissions");
        };
    }

    static Fault.Conflicting twoCredentials() {
        return new Fault.Conflicting(
                "You are signed in by cookie and sent another credential: send one of them.");
    }

    static Fault.Denied passwordFromBrowser() {
        return new Fault.Denied(
                "HTTP Basic is for tools: it is not accepted from a page of another origin.");
    }

    static Fault.Busy overLimit(Duration reset) {
        return new Fault.Busy("The API key has used up its requests of this minute.", reset);
    }

    static Fault.Denied foreignOrigin() {
        return new Fault.Denied("Pages of this origin may not ask: see pulsegate.origins.");
    }
}
