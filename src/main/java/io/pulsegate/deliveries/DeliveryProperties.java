package io.pulsegate.deliveries;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;
import java.util.List;

/**
 * How webhook deliveries are sent again.
 *
 * @param enabled whether this node sends
 * @param poll how often it looks for work, beside being woken
 * @param perNode deliveries in flight on this node
 * @param perOrg in flight for one organisation, on all nodes together
 * @param perEndpoint in flight for one webhook, on all nodes together
 * @param lease how long a delivery is ours; longer than {@code pulsegate.outbound.total-timeout},
 *     with room for a slow name server
 * @param schedule how long to wait after the first, the second, … failed attempt; Standard
 *     Webhooks' own by default
 * @param jitter each wait is longer or shorter by up to this part of it
 * @param longestWait a receiver may ask for no more
 */
@ConfigurationProperties("pulsegate.deliveries")
record DeliveryProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("64") int perNode,
        @DefaultValue("16") int perOrg,
        @DefaultValue("4") int perEndpoint,
        @DefaultValue("60s") Duration lease,
        @DefaultValue({"5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h"})
                List<Duration> schedule,
        @DefaultValue("0.2") double jitter,
        @DefaultValue("24h") Duration longestWait) {}
