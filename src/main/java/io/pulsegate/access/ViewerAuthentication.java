package io.pulsegate.access;

import io.pulsegate.faults.Fault;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * The viewer as Spring Security carries him on a request's thread: a controller takes him as
 * {@code @AuthenticationPrincipal Viewer}, anything else by {@link #viewer}. His authorities are
 * the scopes of his grants.
 */
public final class ViewerAuthentication extends AbstractAuthenticationToken {

    private final transient Admission admission;
    private final Credential.Kind kind;

    ViewerAuthentication(Admission admission, Credential.Kind kind) {
        super(
                admission.viewer().grants().stream()
                        .map(grant -> new SimpleGrantedAuthority(grant.scope()))
                        .toList());
        this.admission = admission;
        this.kind = kind;
        setAuthenticated(true);
    }

    /**
     * The viewer behind whatever the security context holds.
     *
     * @throws Fault.Unauthenticated when nobody signed in
     */
    public static Viewer viewer(@Nullable Authentication authentication) {
        if (authentication instanceof ViewerAuthentication known) {
            return known.getPrincipal();
        }
        throw Refusals.wrongCredential();
    }

    /** For a door that stays open: how long the viewer may be believed. */
    public Admission admission() {
        return admission;
    }

    /** By which kind of credential. */
    public Credential.Kind kind() {
        return kind;
    }

    @Override
    public Viewer getPrincipal() {
        return admission.viewer();
    }

    /** None: below the door nobody sees a credential. */
    @Override
    public String getCredentials() {
        return "";
    }

    /** The id of the person or key: what a log line may hold. */
    @Override
    public String getName() {
        return admission.viewer().subject().id().toString();
    }
}
