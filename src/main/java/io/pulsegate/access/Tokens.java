package io.pulsegate.access;

import io.pulsegate.faults.Fault;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Optional;

/**
 * JSON Web Tokens of the one OpenID Connect provider that Spring Boot's properties name; without
 * one, no token is right. Boot's decoder checks signature, iss, aud, exp and nbf. Of the claims
 * only (iss, sub) is used: organisation and role are those of the user's row.
 */
@Component
class Tokens {

    private static final Logger log = LoggerFactory.getLogger(Tokens.class);
    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

    private final CredentialQueries queries;
    private final @Nullable JwtDecoder decoder;

    Tokens(
            CredentialQueries queries,
            ObjectProvider<JwtDecoder> decoder,
            OAuth2ResourceServerProperties properties) {
        this.queries = queries;
        this.decoder = decoder.getIfAvailable();
        if (this.decoder != null) {
            refuseAnybodysTokens(properties.getJwt());
        }
    }

    /**
     * Asks the database for a token that the provider signed, and for no other.
     *
     * @throws Fault.Unavailable when the provider's keys cannot be had
     */
    Optional<Admission> check(String token) {
        return decode(token).flatMap(this::user);
    }

    private Optional<Admission> user(Jwt jwt) {
        var issuer = jwt.getClaimAsString(JwtClaimNames.ISS);
        var subject = jwt.getSubject();
        // Spring lets a token live for ever that names no end; we do not
        var expiresAt = jwt.getExpiresAt();
        return issuer == null || subject == null || expiresAt == null
                ? Optional.empty()
                : queries.identity(issuer, subject, expiresAt);
    }

    private Optional<Jwt> decode(String token) {
        try {
            return decoder == null ? Optional.empty() : Optional.of(decoder.decode(token));
        } catch (BadJwtException e) {
            log.debug("token refused: {}", e.getMessage());
            return Optional.empty();
        } catch (JwtException | JwtDecoderInitializationException e) {
            log.warn("token cannot be checked: {}", e.getMessage());
            throw new Fault.Unavailable(
                    "The identity provider does not answer. Try again.", Duration.ofSeconds(5));
        }
    }

    /** Without these two a token that the provider made for somebody else would do. */
    private static void refuseAnybodysTokens(OAuth2ResourceServerProperties.Jwt jwt) {
        if (jwt.getAudiences().isEmpty()) {
            throw missing("audiences", "name the audience that tokens for this gateway carry");
        }
        if (jwt.getIssuerUri() == null) {
            throw missing("issuer-uri", "name the issuer whose tokens are accepted");
        }
    }

    private static InvalidConfigurationPropertyValueException missing(String name, String reason) {
        return new InvalidConfigurationPropertyValueException(JWT + name, null, reason);
    }
}
