package io.pulsegate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.access.Role;
import io.pulsegate.access.Viewer;

import org.springframework.core.io.ClassPathResource;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.support.ResourceDocumentSource;
import org.springframework.graphql.test.tester.GraphQlTester;
import org.springframework.graphql.test.tester.WebGraphQlTester;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Asks in process as a viewer, with the documents of our own clients: {@code
 * document("dashboard/Dashboard")}.
 */
public final class Asker {

    private final WebGraphQlTester tester;
    private final Viewer viewer;

    private Asker(WebGraphQlHandler handler, Viewer viewer) {
        var documents =
                new ResourceDocumentSource(
                        List.of(new ClassPathResource("graphql/operations/")), List.of(".graphql"));
        this.tester = WebGraphQlTester.builder(handler).documentSource(documents).build();
        this.viewer = viewer;
    }

    public static Asker of(WebGraphQlHandler handler, TestOrg org, Role role) {
        return of(
                handler,
                new Viewer(
                        org.id(),
                        new Viewer.User(UUID.randomUUID(), role.name(), role),
                        role.grants()));
    }

    public static Asker of(WebGraphQlHandler handler, Viewer viewer) {
        return new Asker(handler, viewer);
    }

    /**
     * A stored operation, executed when the caller says so; the viewer is signed in on this thread.
     */
    public GraphQlTester.Request<?> operation(String path) {
        signIn();
        return tester.documentName(path);
    }

    public GraphQlTester.Request<?> document(String document) {
        signIn();
        return tester.document(document);
    }

    /**
     * Asks an operation of the dashboard's that ends in one error: this code, and these words in
     * its message.
     */
    public void isRefused(String name, Map<String, ?> variables, String code, String words) {
        var request = operation("dashboard/" + name);
        variables.forEach(request::variable);
        request.execute()
                .errors()
                .satisfy(errors -> {
                    assertThat(errors).hasSize(1);
                    assertThat(errors.getFirst().getExtensions()).containsEntry("code", code);
                    assertThat(errors.getFirst().getMessage()).contains(words);
                });
    }

    private void signIn() {
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(viewer, null));
    }
}
