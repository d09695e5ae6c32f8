package io.pulsegate.redaction;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.List;

/**
 * What to blank out besides what is recognised anyway.
 *
 * @param names of headers, JSON members, form fields and XML elements, in any spelling: {@code
 *     customer-email} means {@code customerEmail} too
 * @param paths into JSON bodies, as JSON Pointers; {@code *} stands for any member or element, such
 *     as {@code /items/*}{@code /note}
 */
@ConfigurationProperties("pulsegate.redaction")
public record RedactionProperties(
        @DefaultValue List<String> names, @DefaultValue List<String> paths) {}
