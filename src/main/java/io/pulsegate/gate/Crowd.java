package io.pulsegate.gate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many operations run at one time. Live updates are none: they are executed for all watchers
 * together.
 *
 * @param perNode beyond it a question is refused at once; more would only wait for the database's
 *     connections, each longer than the one before
 * @param perOrg the same of one organisation, so that the others find room
 */
@ConfigurationProperties("pulsegate.graphql.at-once")
record Crowd(@DefaultValue("96") int perNode, @DefaultValue("32") int perOrg) {}
