package io.pulsegate.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The page for asking by hand, {@code /graphiql}.
 *
 * @param enabled whether there is one; it shows nobody more than he may ask for anyway
 */
@ConfigurationProperties("pulsegate.graphiql")
record GraphiqlProperties(@DefaultValue("true") boolean enabled) {}
