package io.pulsegate.access;

import io.pulsegate.faults.Fault;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.csrf.CsrfException;

/** The words of refusal. Wrong, unknown, suspended, revoked, expired: one sentence for all. */
final class Refusals {

    private Refusals() {}

    static Fault.Unauthenticated wrongCredential() {
        return new Fault.Unauthenticated("Sign in, or send a valid credential.");
    }

    static Fault.Denied denied(AccessDeniedException reason) {
        return new Fault.Denied(
                reason instanceof CsrfException
                        ? "The X-XSRF-TOKEN header is missing or wrong."
                        : "Insufficient permissions");
    }

    static Fault.Conflicting twoCredentials() {
        return new Fault.Conflicting(
                "You are signed in by cookie and sent another credential: send one of them.");
    }

    static Fault.Denied passwordFromBrowser() {
        return new Fault.Denied(
                "HTTP Basic is for tools: it is not accepted from a page of another origin.");
    }

    static Fault.Denied foreignOrigin() {
        return new Fault.Denied("Pages of this origin may not ask: see pulsegate.origins.");
    }
}
