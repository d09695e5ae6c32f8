package io.pulsegate.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;

import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** JSON Web Tokens of an OpenID Connect provider, and all those that are not quite right. */
@SpringBootTest(
        classes = Door.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.forward-headers-strategy=native",
            "spring.security.oauth2.resourceserver.jwt.audiences=" + Issuer.AUDIENCE
        })
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TokenTests {

    private static final Issuer ISSUER = new Issuer();

    @Autowired TestDatabase database;
    @LocalServerPort int port;

    private TestOrg acme;
    private UUID user;
    private String subject;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::uri);
    }

    @AfterAll
    static void close() {
        ISSUER.close();
    }

    @BeforeEach
    void settle() {
        acme = TestOrg.create(database, "Acme");
        subject = UUID.randomUUID().toString();
        user = acme.user(subject + "@acme.example", "IT_MANAGER");
        acme.change(
                "update users set issuer = ?, subject = ? where id = ?",
                ISSUER.uri(),
                subject,
                user);
    }

    @Test
    @Order(1)
    void startsWithoutTheIssuerAndTakesHisTokensOnceHeAnswers() {
        var early = ask(ISSUER.token(subject, UnaryOperator.identity()));
        assertThat(early.statusCode()).isEqualTo(503);
        assertThat(early.headers().firstValue("Retry-After")).isPresent();
        ISSUER.open();
        var answer = ask(ISSUER.token(subject, UnaryOperator.identity()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(acme.id().toString());
    }

    @Test
    void takesOrganisationAndRoleFromTheRowWhateverTheTokenSays() {
        var globex = TestOrg.create(database, "Globex");
        var boasting =
                ISSUER.token(
                        subject,
                        claims ->
                                claims.claim("org_id", globex.id().toString())
                                        .claim("roles", List.of("ADMIN"))
                                        .claim("scope", "events:write"));
        assertThat(ask(boasting).body()).isEqualTo(acme.id().toString());
        assertThat(with(boasting).get("/api/integrations/events").statusCode()).isEqualTo(403);
    }

    @Test
    void refusesEveryTokenThatIsNotQuiteRight() {
        assertRefused(claims -> claims.issuer("https://other.example"));
        assertRefused(claims -> claims.audience("somebody-else"));
        assertRefused(claims -> claims.audience(List.of()));
        assertRefused(claims -> claims.expirationTime(null));
        assertRefused(claims -> claims.expirationTime(past()));
        assertRefused(claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(300))));
        assertRefused(claims -> claims.subject(null));
        assertRefused(claims -> claims.subject("a-stranger"));
        assertThat(ask(ISSUER.forged(subject)).statusCode()).isEqualTo(401);
        var right = ISSUER.token(subject, UnaryOperator.identity());
        assertThat(ask(right.substring(0, right.lastIndexOf('.') + 1)).statusCode()).isEqualTo(401);
        assertThat(ask(right).statusCode()).isEqualTo(200);
    }

    @Test
    void asksTheDatabaseNothingForATokenThatNobodySigned() {
        var forged = ISSUER.forged(subject);
        assertThat(database.statementsOf(() -> assertThat(ask(forged).statusCode()).isEqualTo(401)))
                .noneMatch(statement -> statement.sql().contains("resolve_"));
    }

    @Test
    void refusesTheTokenOfAUserWhoWasSuspended() {
        var browser = with(ISSUER.token(subject, UnaryOperator.identity()));
        Eventually.answers(browser, 200);
        acme.change("update user_access set suspended_at = now() where user_id = ?", user);
        Eventually.refused(browser);
    }

    private void assertRefused(UnaryOperator<JWTClaimsSet.Builder> change) {
        assertThat(ask(ISSUER.token(subject, change)).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> ask(String token) {
        return with(token).get("/graphql");
    }

    private Browser with(String token) {
        return new Browser(port).with("Authorization", "Bearer " + token);
    }

    private static Date past() {
        return Date.from(Instant.now().minusSeconds(120));
    }
}
