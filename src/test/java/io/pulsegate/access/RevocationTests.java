package io.pulsegate.access;

import static io.pulsegate.access.Browser.basic;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.UUID;

/**
 * A remembered credential costs nothing, and is not believed longer than it holds. Every change
 * here is made as another node makes it: in the database, unseen by this one.
 */
@DoorTest
class RevocationTests {

    @Autowired TestDatabase database;
    @LocalServerPort int port;

    private TestOrg acme;
    private UUID user;
    private Browser tool;
    private String email;

    @BeforeEach
    void remember() {
        acme = TestOrg.create(database, "Acme");
        email = UUID.randomUUID() + "@acme.example";
        user = acme.user(email, "IT_MANAGER");
        tool = new Browser(port).with("Authorization", basic(email, "demo"));
        assertThat(tool.get("/graphql").statusCode()).isEqualTo(200);
        assertThat(tool.get("/graphql").statusCode()).isEqualTo(200);
    }

    @Test
    void asksTheDatabaseNothingForARememberedCredential() {
        var statements =
                database.statementsOf(() -> {
                    for (int i = 0; i < 30; i++) {
                        assertThat(tool.get("/graphql").statusCode()).isEqualTo(200);
                    }
                });
        assertThat(statements)
                .noneMatch(statement -> statement.sql().contains("resolve_"))
                .allMatch(statement -> statement.calls() < 10);
    }

    @Test
    void refusesAKeyThatWasRevokedElsewhere() {
        var key = ApiKeyFormat.generate();
        var id = acme.key(key, "dashboard:read");
        var poller = new Browser(port).with("Authorization", "Bearer " + key);
        Eventually.answers(poller, 200);
        acme.change("update api_keys set revoked_at = now() where id = ?", id);
        Eventually.refused(poller);
    }

    @Test
    void refusesAUserWhoWasSuspendedElsewhereHoweverHeSignedIn() {
        var browser = new Browser(port);
        browser.signIn(email, "demo");
        Eventually.answers(browser, 200);
        acme.change("update user_access set suspended_at = now() where user_id = ?", user);
        Eventually.refused(tool);
        Eventually.refused(browser);
    }

    @Test
    void refusesASessionThatWasEndedElsewhere() {
        var browser = new Browser(port);
        browser.signIn(email, "demo");
        Eventually.answers(browser, 200);
        acme.change("update sessions set ended_at = now() where user_id = ?", user);
        Eventually.refused(browser);
        assertThat(tool.get("/graphql").statusCode()).isEqualTo(200);
    }

    @Test
    void followsAChangeOfRole() {
        acme.change("update user_access set role = 'USER' where user_id = ?", user);
        Eventually.answers(tool, 403);
        acme.change("update user_access set role = 'ADMIN' where user_id = ?", user);
        Eventually.answers(tool, 200);
    }

    @Test
    void refusesThePasswordThatWasChangedElsewhere() {
        acme.change("update users set password_hash = '{noop}new' where id = ?", user);
        Eventually.refused(tool);
        assertThat(new Browser(port).with("Authorization", basic(email, "new")).get("/graphql"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200));
    }
}
