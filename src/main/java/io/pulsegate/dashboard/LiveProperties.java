package io.pulsegate.dashboard;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How live dashboards are fed.
 *
 * @param early whether a change is told within about a second; if not, at the next update that is
 *     due by the cadence
 */
@ConfigurationProperties("pulsegate.live")
record LiveProperties(@DefaultValue("true") boolean early) {}
