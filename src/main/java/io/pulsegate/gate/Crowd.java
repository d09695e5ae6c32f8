package io.pulsegate.gate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many operations run at one time. Live updates are none: they are executed for all watchers
 * together.
 *
 * @param perNode more would only wait for the database's connections (twice {@code
 *     pulsegate.database.read-pool}) and for processors; who comes beyond it waits, half a second
 *     at most
 * @param perOrg the same of one organisation, so that the others find room
 */
@ConfigurationProperties("pulsegate.graphql.at-once")
record Crowd(@DefaultValue("16") int perNode, @DefaultValue("8") int perOrg) {}
