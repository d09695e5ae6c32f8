package io.pulsegate.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;

/** An OpenID Connect provider on loopback, which can be asked late. */
final class Issuer {

    static final String AUDIENCE = "pulsegate";

    private final RSAKey key;
    private final HttpServer server;

    Issuer() {
        try {
            key = new RSAKeyGenerator(2048).keyID("one").generate();
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException | JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** From now on it answers; before that, whoever connects waits in vain. */
    Issuer open() {
        server.createContext("/.well-known/openid-configuration", this::configuration);
        server.createContext("/keys", this::keys);
        server.start();
        return this;
    }

    void close() {
        server.stop(0);
    }

    String uri() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** A right token for the subject, unless {@code change} spoils it. */
    String token(String subject, UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(key, subject, change);
    }

    /** As right as can be, but signed by somebody else under the same key id. */
    String forged(String subject) {
        try {
            var other = new RSAKeyGenerator(2048).keyID("one").generate();
            return sign(other, subject, UnaryOperator.identity());
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private String sign(RSAKey with, String subject, UnaryOperator<JWTClaimsSet.Builder> change) {
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(uri())
                        .subject(subject)
                        .audience(AUDIENCE)
                        .issueTime(Date.from(Instant.now()))
                        .expirationTime(Date.from(Instant.now().plusSeconds(600)));
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(with.getKeyID()).build();
            var token = new SignedJWT(header, change.apply(claims).build());
            token.sign(new RSASSASigner(with));
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private void configuration(HttpExchange exchange) throws IOException {
        var uri = uri();
        answer(
                exchange,
                """
                {"issuer":"%s","jwks_uri":"%s/keys","subject_types_supported":["public"]}\
                """
                        .formatted(uri, uri));
    }

    private void keys(HttpExchange exchange) throws IOException {
        answer(exchange, new JWKSet(key.toPublicJWK()).toString());
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(json.getBytes(UTF_8));
        }
    }
}
