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

/**
 * Lets so many operations run as the node can bear, of one organisation half of them. Who comes
 * when they run waits a little, and the organisations have their turns: one that asks without end
 * waits for itself. Waiting costs memory, of which it has a quarter of the heap; a refusal costs a
 * third of a millisecond, and who was refused at once would ask again at once.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
@EnableConfigurationProperties(Crowd.class)
class Turnstile implements WebGraphQlInterceptor {

    /** What runs has two and a half seconds, and everybody has an answer after three. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** Of who waits, with everything that Tomcat keeps for its request. */
    private static final long BYTES = 100_000;

    private final Lanes<OrgId> lanes;
    private final MeterRegistry meters;

    Turnstile(Crowd most, MeterRegistry meters) {
        this.lanes = new Lanes<>(most.perNode(), most.perOrg(), room() / BYTES, PATIENCE);
        this.meters = meters;
        meters.gauge("pulsegate.graphql.running", lanes, Lanes::running);
        meters.gauge("pulsegate.graphql.waiting", lanes, Lanes::waiting);
    }

    private static long room() {
        return Runtime.getRuntime().maxMemory() / 4;
    }

    /** Behind {@link Guard}, in front of whatever reads. */
    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        var org = Guard.viewer().org();
        enter(org);
        try {
            return chain.next(request).doFinally(_ -> lanes.leave(org));
        } catch (RuntimeException e) {
            lanes.leave(org);
            throw e;
        }
    }

    private void enter(OrgId org) {
        try {
            lanes.enter(org);
        } catch (Fault.Busy | Fault.Unavailable full) {
            var by = full instanceof Fault.Busy ? "org" : "node";
            meters.counter("pulsegate.graphql.refused", "limit", by).increment();
            throw full;
        }
    }
}
