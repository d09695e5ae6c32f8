package io.pulsegate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.UUID;

/** The functions that see every organisation give one exact match away, or nothing. */
class SignInFunctionTests {

    private static TestDatabase database;
    private static TestOrg acme;
    private static TestOrg globex;

    @BeforeAll
    static void fill() {
        database = TestDatabase.fresh();
        acme = TestOrg.create(database, "Acme");
        globex = TestOrg.create(database, "Globex");
        acme.user("admin@acme.example", "ADMIN");
        var globexAdmin = globex.user("admin@globex.example", "ADMIN");
        globex.change(
                "update users set issuer = 'https://id.example', subject = 'g' where id = ?",
                globexAdmin);
        acme.key("acme-key", "dashboard:read");
        globex.key("globex-key", "dashboard:read");
    }

    @Test
    void findsAPersonByEMailInAnySpelling() {
        assertThat(orgs("resolve_user('Admin@ACME.example', null, null)"))
                .containsExactly(acme.id().value());
    }

    @Test
    void findsAPersonByIssuerAndSubject() {
        assertThat(orgs("resolve_user(null, 'https://id.example', 'g')"))
                .containsExactly(globex.id().value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null, null, null",
                "'', '', ''",
                "'%', null, null",
                "'admin@%', null, null",
                "'admin_acme.example', null, null",
                "'admin@acme.example ', null, null",
                "null, 'https://id.example', null",
                "null, null, 'g'",
                "null, 'https://id.example', '%'",
                "null, 'https://other.example', 'g'",
                "null, 'https://id.example', 'G'",
                // two answers to one question would be a choice
                "'admin@acme.example', 'https://id.example', 'g'"
            })
    void findsNobodyByAnythingElse(String arguments) {
        assertThat(orgs("resolve_user(" + arguments + ")")).isEmpty();
    }

    @Test
    void findsAKeyByItsHashOnly() {
        assertThat(orgs("resolve_api_key(sha256('globex-key'))"))
                .containsExactly(globex.id().value());
        assertThat(orgs("resolve_api_key(null)")).isEmpty();
        assertThat(orgs("resolve_api_key('globex-key')")).isEmpty();
        assertThat(orgs("resolve_api_key('%')")).isEmpty();
    }

    @Test
    void findsNoKeyThatIsRevokedOrExpired() {
        var revoked = acme.key("revoked-key");
        var expired = acme.key("expired-key");
        assertThat(orgs("resolve_api_key(sha256('revoked-key'))")).hasSize(1);
        assertThat(orgs("resolve_api_key(sha256('expired-key'))")).hasSize(1);
        acme.change("update api_keys set revoked_at = now() where id = ?", revoked);
        acme.change("update api_keys set expires_at = now() where id = ?", expired);
        assertThat(orgs("resolve_api_key(sha256('revoked-key'))")).isEmpty();
        assertThat(orgs("resolve_api_key(sha256('expired-key'))")).isEmpty();
    }

    @Test
    void findsASessionUntilItEnds() {
        var user = acme.user("session@acme.example", "USER");
        session(user, "living", "1 hour");
        session(user, "expired", "-1 second");
        assertThat(orgs("resolve_session(sha256('living'))")).containsExactly(acme.id().value());
        assertThat(orgs("resolve_session(sha256('expired'))")).isEmpty();
        acme.change("update sessions set ended_at = now() where user_id = ?", user);
        assertThat(orgs("resolve_session(sha256('living'))")).isEmpty();
    }

    @Test
    void saysThatSomebodyIsSuspended() {
        var user = acme.user("suspended@acme.example", "USER");
        acme.change("update user_access set suspended_at = now() where user_id = ?", user);
        boolean suspended =
                database.app()
                        .jdbc()
                        .sql(
                                "select suspended from resolve_user('suspended@acme.example', null,"
                                        + " null)")
                        .query(Boolean.class)
                        .single();
        assertThat(suspended).isTrue();
    }

    @Test
    void tellsWhereWorkIsAndNothingElse() {
        acme.connection("comarch");
        acme.refresh();
        assertThat(orgs("orgs_with_work('health', 10) org_id")).isEmpty();
        acme.change("update integration_health set valid_until = now()");
        assertThat(orgs("orgs_with_work('health', 10) org_id")).containsExactly(acme.id().value());
        assertThat(orgs("orgs_with_work('health', 0) org_id")).isEmpty();
        assertThat(orgs("orgs_with_work('%', 10) org_id")).isEmpty();
    }

    @Test
    void refreshRefusesAForeignOrganisation() {
        globex.connection("edi");
        globex.refresh();
        var before = health();
        for (var caller :
                List.of(
                        database.app(),
                        database.app().announcing(acme.id()),
                        database.app().announcing(acme.id(), globex.id()))) {
            assertThatThrownBy(() ->
                            caller.run(jdbc ->
                                    jdbc.sql("select refresh_integration_health(?, null)")
                                            .param(globex.id().value())
                                            .query()
                                            .listOfRows()))
                    .rootCause()
                    .hasFieldOrPropertyWithValue("SQLState", "42501");
        }
        assertThat(health()).isEqualTo(before).isNotEmpty();
    }

    private static List<String> health() {
        return database.superuser()
                .jdbc()
                .sql("select h::text from integration_health h order by id")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static void session(UUID user, String cookie, String lasting) {
        acme.change(
                "insert into sessions (org_id, user_id, token_hash, expires_at) values (?, ?,"
                        + " sha256(?::bytea), now() + ?::interval)",
                acme.id().value(),
                user,
                cookie,
                lasting);
    }

    private static List<UUID> orgs(String function) {
        return database.app()
                .jdbc()
                .sql("select org_id from " + function)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }
}
