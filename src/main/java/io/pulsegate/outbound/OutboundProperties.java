package io.pulsegate.outbound;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Whom the gateway may call, and for how long.
 *
 * @param ports that may be called
 * @param trusted exact origins that may be called whatever their scheme, port and address, such as
 *     {@code http://receiver.internal:8080}: for receivers inside one's own network
 * @param connectTimeout for the connection, and for TLS
 * @param readTimeout between two packets
 * @param totalTimeout from the first packet to the last
 * @param bodyLimit bytes of an answer that are read
 */
@ConfigurationProperties("pulsegate.outbound")
public record OutboundProperties(
        @DefaultValue({"443", "8443"}) Set<Integer> ports,
        @DefaultValue List<URI> trusted,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("10s") Duration readTimeout,
        @DefaultValue("20s") Duration totalTimeout,
        @DefaultValue("16384") int bodyLimit) {}
