package io.pulsegate.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How a node goes.
 *
 * @param after how long a node that was told to stop answers on, though it is not ready any more:
 *     longer than a proxy takes to notice. A node whose readiness nobody asks stops at once
 */
@ConfigurationProperties("pulsegate.departure")
record DepartureProperties(@DefaultValue("1s") Duration after) {}
