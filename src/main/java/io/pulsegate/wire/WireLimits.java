package io.pulsegate.wire;

import java.time.Duration;

/**
 * What a socket takes.
 *
 * @param longest message in bytes; a longer one closes the socket with 1009
 * @param writeTimeout how long a write may wait for a peer that does not read
 */
public record WireLimits(int longest, Duration writeTimeout) {}
