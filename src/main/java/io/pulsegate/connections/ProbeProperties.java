package io.pulsegate.connections;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How connections are probed. Whom they may reach, and for how long, is {@code pulsegate.outbound}.
 *
 * @param perNode probes at a time on this node
 * @param perOrg that one organisation may begin in a look for work, so that it leaves room
 * @param lease how long a probe is ours; longer than {@code pulsegate.outbound.total-timeout}, with
 *     room for a slow name server
 */
@ConfigurationProperties("pulsegate.probes")
record ProbeProperties(
        @DefaultValue("16") int perNode,
        @DefaultValue("4") int perOrg,
        @DefaultValue("60s") Duration lease) {}
