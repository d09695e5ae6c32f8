package io.pulsegate.gate;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.OrgId;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets so many operations in as the node can bear, and of one organisation a third of them. Nobody
 * waits here: who is refused knows at once when to come again, and has cost next to nothing.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
@EnableConfigurationProperties(Crowd.class)
class Turnstile implements WebGraphQlInterceptor {

    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private final Crowd most;
    private final MeterRegistry meters;
    private final Map<OrgId, Integer> inside = new HashMap<>();
    private int all;

    Turnstile(Crowd most, MeterRegistry meters) {
        this.most = most;
        this.meters = meters;
        meters.gauge("pulsegate.graphql.running", this, turnstile -> turnstile.all);
    }

    /** Behind {@link Guard}, in front of whatever reads. */
    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        var org = Guard.viewer().org();
        enter(org);
        try {
            return chain.next(request).doFinally(_ -> leave(org));
        } catch (RuntimeException e) {
            leave(org);
            throw e;
        }
    }

    private synchronized void enter(OrgId org) {
        if (inside.getOrDefault(org, 0) >= most.perOrg()) {
            throw refused(
                    "org", new Fault.Busy("Your organisation asks too much at once.", COME_AGAIN));
        }
        if (all >= most.perNode()) {
            throw refused("node", new Fault.Unavailable("Too many ask at once.", COME_AGAIN));
        }
        inside.merge(org, 1, Integer::sum);
        all++;
    }

    private Fault refused(String by, Fault fault) {
        meters.counter("pulsegate.graphql.refused", "limit", by).increment();
        return fault;
    }

    private synchronized void leave(OrgId org) {
        inside.computeIfPresent(org, (_, count) -> count == 1 ? null : count - 1);
        all--;
    }
}
