package io.pulsegate.gate;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulsegate.faults.Fault;
import io.pulsegate.faults.Places;
import io.pulsegate.tenancy.OrgId;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

/**
 * Lets so many operations in as the node can bear, and of one organisation a third of them. Nobody
 * waits here: who is refused knows at once when to come again, and has cost next to nothing.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
@EnableConfigurationProperties(Crowd.class)
class Turnstile implements WebGraphQlInterceptor {

    private final Places<OrgId> places;
    private final MeterRegistry meters;

    Turnstile(Crowd most, MeterRegistry meters) {
        this.places = new Places<>(most.perNode(), most.perOrg());
        this.meters = meters;
        meters.gauge("pulsegate.graphql.running", places, Places::taken);
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

    private void enter(OrgId org) {
        try {
            places.enter(org, 1);
        } catch (Fault.Busy | Fault.Unavailable full) {
            var by = full instanceof Fault.Busy ? "org" : "node";
            meters.counter("pulsegate.graphql.refused", "limit", by).increment();
            throw full;
        }
    }

    private void leave(OrgId org) {
        places.leave(org, 1);
    }
}
