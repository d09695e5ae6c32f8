package io.pulsegate.streams;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;

import io.pulsegate.access.Admission;
import io.pulsegate.access.Credential;
import io.pulsegate.access.Doorkeeper;
import io.pulsegate.access.Grant;
import io.pulsegate.dashboard.LiveDashboards;
import io.pulsegate.dashboard.LiveRequest;
import io.pulsegate.faults.Fault;
import io.pulsegate.faults.FaultCode;
import io.pulsegate.faults.Masked;
import io.pulsegate.live.Watch;
import io.pulsegate.live.Watcher;

import org.jspecify.annotations.Nullable;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.support.DefaultGraphQlRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.socket.WebSocketSession;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What every open door needs: who asks, the engine behind the same guards as HTTP, and the live
 * dashboards.
 */
@Component
final class Doors {

    final StreamProperties properties;
    private final LiveDashboards live;
    final Seats seats;
    final StreamMeters meters;
    final Documents documents;
    private final Follows follows = new Follows(this);
    private final Doorkeeper doorkeeper;
    private final WebGraphQlHandler engine;

    Doors(
            StreamProperties properties,
            LiveDashboards live,
            StreamMeters meters,
            Doorkeeper doorkeeper,
            WebGraphQlHandler engine,
            Documents documents) {
        this.properties = properties;
        this.live = live;
        this.seats = new Seats(properties);
        this.meters = meters;
        this.doorkeeper = doorkeeper;
        this.engine = engine;
        this.documents = documents;
    }

    boolean subscribes(Question question) {
        return documents.subscribes(question);
    }

    /**
     * Exactly one credential: the handshake's, or the one that {@code connection_init} brings.
     *
     * @throws Fault.Unauthenticated without one, or with a wrong one
     * @throws Fault.Conflicting with two
     * @throws Fault.Denied when it may not read dashboards
     */
    Admission admit(
            @Nullable Admission signedIn,
            @Nullable String authorization,
            WebSocketSession session) {
        if (signedIn != null && authorization != null) {
            throw new Fault.Conflicting(
                    "Send one credential: the cookie or header, or connection_init.");
        }
        var admission = authorization == null ? signedIn : bearer(authorization, session);
        if (admission == null) {
            throw new Fault.Unauthenticated("Sign in first.");
        }
        admission.viewer().require(Grant.DASHBOARD_READ);
        return admission;
    }

    private Admission bearer(String authorization, WebSocketSession session) {
        var credential = Credential.ofAuthorization(authorization);
        var remote = session.getRemoteAddress();
        var address = remote == null ? "" : remote.getAddress().getHostAddress();
        return doorkeeper
                .admit(credential, address)
                .orElseThrow(() -> new Fault.Unauthenticated("Sign in first."));
    }

    /**
     * The admission as it stands now.
     *
     * @throws Fault.Unauthenticated when its credential is not valid any more
     */
    Admission current(Admission admission) {
        if (doorkeeper.holds(admission)) {
            return admission;
        }
        var again =
                admission.renewed().orElseThrow(() -> new Fault.Unauthenticated("Sign in again."));
        again.viewer().require(Grant.DASHBOARD_READ);
        return again;
    }

    /** Runs a query or mutation to its end, as HTTP would. */
    Map<String, Object> execute(Question question, Admission admission, String id) {
        return run(question, admission, id).toMap();
    }

    /**
     * Answers a subscription from now on, until the watch is closed.
     *
     * @throws io.pulsegate.dashboard.Refused when it cannot run
     */
    Watch watch(Question question, Admission admission, Watcher watcher) {
        return follows.concern(question)
                ? follows.follow(admission, question, watcher)
                : live.watch(
                        admission,
                        new LiveRequest(
                                question.document(),
                                question.operationName(),
                                question.variables(),
                                question.extensions()),
                        watcher);
    }

    /** Begins a subscription: the result holds its updates, or what is wrong with it. */
    ExecutionResult begin(Question question, Admission admission) {
        return run(question, admission, UUID.randomUUID().toString()).getExecutionResult();
    }

    @SuppressWarnings("NullAway") // a variable may be null, whatever Spring's signature says
    private WebGraphQlResponse run(Question question, Admission admission, String id) {
        var request =
                new WebGraphQlRequest(
                        URI.create("/graphql"),
                        new HttpHeaders(),
                        new LinkedMultiValueMap<>(),
                        null,
                        new HashMap<>(),
                        new DefaultGraphQlRequest(
                                question.document(),
                                question.operationName(),
                                question.variables(),
                                question.extensions()),
                        id,
                        Locale.ROOT);
        SecurityContextHolder.setContext(new SecurityContextImpl(signedIn(admission)));
        try {
            return Objects.requireNonNull(engine.handleRequest(request).block());
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private static Authentication signedIn(Admission admission) {
        return new PreAuthenticatedAuthenticationToken(admission.viewer(), "", List.of());
    }

    /** The errors of a result that never ran. */
    @SuppressWarnings("unchecked") // as the engine writes them
    List<GraphQLError> errors(Map<String, Object> result) {
        var errors = new ArrayList<GraphQLError>();
        for (var error : (List<Map<String, Object>>) result.getOrDefault("errors", List.of())) {
            errors.add(GraphQLError.fromSpecification(error));
        }
        return errors;
    }

    GraphQLError error(Fault fault) {
        return GraphqlErrorBuilder.newError()
                .message("%s", fault.detail())
                .extensions(Map.of("code", fault.code().name()))
                .build();
    }

    GraphQLError masked(RuntimeException thrown) {
        var masked = Masked.of(thrown, "an operation");
        return GraphqlErrorBuilder.newError()
                .message("%s", masked.words())
                .extensions(
                        Map.of(
                                "code",
                                FaultCode.INTERNAL.name(),
                                "correlationId",
                                masked.correlation()))
                .build();
    }
}
