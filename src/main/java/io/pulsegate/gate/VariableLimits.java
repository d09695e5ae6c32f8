package io.pulsegate.gate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the variables of one request may hold.
 *
 * @param characters of all names and texts together; any other value counts as one
 * @param depth how deep lists and objects lie in each other
 * @param list how many elements one list has
 * @param text characters of one text
 * @param digits of one number
 */
@ConfigurationProperties("pulsegate.graphql.variables")
record VariableLimits(
        @DefaultValue("65536") int characters,
        @DefaultValue("32") int depth,
        @DefaultValue("250") int list,
        @DefaultValue("16384") int text,
        @DefaultValue("64") int digits) {}
