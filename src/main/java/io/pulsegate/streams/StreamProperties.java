package io.pulsegate.streams;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * What an open door takes.
 *
 * @param initTimeout how long a socket may wait with {@code connection_init}
 * @param idleTimeout how long an acknowledged socket may be without an operation
 * @param pingEvery how often a socket's peer is asked whether it is there; after two silent pings
 *     it is not
 * @param heartbeatEvery how often an event stream says something; the second time that it finds
 *     nobody it ends
 * @param stalledAfter how long one write may wait for a peer that does not read
 * @param streamLife how long an event stream lives before it completes, to be opened anew
 * @param drainOver over what time goodbyes are spread when the gateway stops, so that not everybody
 *     comes again at once
 * @param operationsPerSocket subscriptions and queries at one time
 * @param socketsPerUser open sockets and event streams of one person or key
 * @param socketsPerOrg open sockets and event streams of one organisation
 * @param messageSize the longest message
 * @param messagesPerSecond sustained rate of messages on one socket
 * @param messageBurst messages at once
 */
@ConfigurationProperties("pulsegate.streams")
record StreamProperties(
        @DefaultValue("5s") Duration initTimeout,
        @DefaultValue("60s") Duration idleTimeout,
        @DefaultValue("15s") Duration pingEvery,
        @DefaultValue("10s") Duration heartbeatEvery,
        @DefaultValue("30s") Duration stalledAfter,
        @DefaultValue("10m") Duration streamLife,
        @DefaultValue("2500ms") Duration drainOver,
        @DefaultValue("20") int operationsPerSocket,
        @DefaultValue("10") int socketsPerUser,
        @DefaultValue("200") int socketsPerOrg,
        @DefaultValue("64KB") DataSize messageSize,
        @DefaultValue("20") int messagesPerSecond,
        @DefaultValue("50") int messageBurst) {}
