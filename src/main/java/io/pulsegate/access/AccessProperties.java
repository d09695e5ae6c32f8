package io.pulsegate.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.List;

/**
 * From where browsers may ask.
 *
 * @param origins pages of other origins that may call us, each exactly as a browser names it, such
 *     as {@code https://tools.acme.example}; our own origin needs no entry
 */
@ConfigurationProperties("pulsegate")
public record AccessProperties(@DefaultValue List<String> origins) {}
