package io.pulsegate.testing;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Role;
import io.pulsegate.access.Viewer;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import java.util.UUID;

/** A request over MockMvc of somebody who has signed in. */
public final class SignedIn {

    private SignedIn() {}

    public static RequestPostProcessor as(TestOrg org, Role role) {
        return as(
                new Viewer(
                        org.id(),
                        new Viewer.User(UUID.randomUUID(), role.name(), role),
                        role.grants()));
    }

    public static RequestPostProcessor as(Viewer viewer) {
        var authorities = viewer.grants().stream().map(Grant::scope).toArray(String[]::new);
        var signedIn = authentication(new TestingAuthenticationToken(viewer, null, authorities));
        return request -> csrf().postProcessRequest(signedIn.postProcessRequest(request));
    }
}
