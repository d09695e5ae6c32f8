package io.pulsegate.gate;

import static graphql.introspection.Introspection.INTROSPECTION_DISABLED;

import io.pulsegate.access.Grant;
import io.pulsegate.access.Viewer;
import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.Capacity;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.util.Map;

/**
 * No operation runs without a viewer who may read dashboards, whichever door it came by. The viewer
 * goes into the GraphQLContext, and from there on nothing looks at the thread.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class Guard implements WebGraphQlInterceptor {

    /** Whom the schema describes itself to; {@code graphql/published.graphql} lies open anyway. */
    enum Introspection {
        EVERYBODY,
        /** Not to keys: a program that asks for the schema at run time is looking for something. */
        PEOPLE,
        NOBODY;

        boolean refuses(Viewer viewer) {
            return switch (this) {
                case EVERYBODY -> false;
                case PEOPLE -> !(viewer.subject() instanceof Viewer.User);
                case NOBODY -> true;
            };
        }
    }

    private final Introspection introspection;

    Guard(@Value("${pulsegate.graphql.introspection:people}") Introspection introspection) {
        this.introspection = introspection;
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        Viewer viewer = viewer();
        viewer.require(Grant.DASHBOARD_READ);
        request.configureExecutionInput((input, builder) ->
                builder.graphQLContext(
                                Map.of(
                                        "viewer",
                                        viewer,
                                        Capacity.class,
                                        viewer.capacity(),
                                        INTROSPECTION_DISABLED,
                                        introspection.refuses(viewer)))
                        .build());
        return chain.next(request);
    }

    static Viewer viewer() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Viewer viewer) {
            return viewer;
        }
        throw new Fault.Unauthenticated("Sign in first.");
    }
}
