package io.pulsegate.rest;

import static io.pulsegate.rest.Representation.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.http.MediaType;

import java.util.List;

/**
 * The table of the old door. A new path is a row here and a file in {@code
 * graphql/operations/rest}; a representation is a name for {@code ?format=}, a media type for
 * {@code Accept}, and a spelling.
 */
final class Shims {

    static final List<Shim> TABLE =
            List.of(
                    new Shim(
                            List.of("/api/integrations/dashboard"),
                            "rest/RestDashboard",
                            json(Dashboard::spell)),
                    new Shim(
                            List.of("/api/integrations/health", "/health"),
                            "rest/RestHealth",
                            json(Health::spell),
                            new Representation(
                                    "health",
                                    MediaType.parseMediaType("application/health+json"),
                                    HealthCheck::spell),
                            new Representation(
                                    "nagios",
                                    new MediaType("text", "plain", UTF_8),
                                    NagiosLine::spell)));

    private Shims() {}
}
