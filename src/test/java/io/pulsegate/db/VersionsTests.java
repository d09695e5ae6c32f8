package io.pulsegate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.UUID;

/** An equal version means an unchanged answer: what counts it up, and what does not. */
class VersionsTests {

    private static final String LOG =
            "insert into integration_logs (org_id, integration_type, event_type, status, message,"
                    + " occurred_at)";

    private static TestOrg org;
    private static TestOrg neighbour;

    private record Versions(long data, long access) {}

    @BeforeAll
    static void fill() {
        var database = TestDatabase.fresh();
        org = TestOrg.create(database, "Acme");
        neighbour = TestOrg.create(database, "Globex");
        var user = org.user("admin@acme.example", "ADMIN");
        org.change(
                "insert into sessions (org_id, user_id, token_hash, expires_at) values (?, ?,"
                        + " sha256('a'), now() + interval '1 hour')",
                org.id().value(),
                user);
        org.key("a-key", "dashboard:read");
        org.connection("edi");
        org.webhook("https://hooks.example");
        org.logs("edi", "error", 2, Duration.ofHours(1));
        org.log("edi", "success", Duration.ofMinutes(1));
        org.change(
                "insert into retry_queue (org_id, log_id, integration_type, handler, max_attempts,"
                        + " run_at) values (?, ?, 'edi', 'h', 3, now())",
                org.id().value(),
                UUID.randomUUID());
        org.change(
                "insert into dead_letter_queue (org_id, log_id, integration_type, handler, reason,"
                        + " attempts, dead_at) values (?, ?, 'edi', 'h', 'r', 3, now())",
                org.id().value(),
                UUID.randomUUID());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    an organisation's bounds   | 1 | 0 | update organizations set ok_rate = 90
                    a connection               | 1 | 0 | update integration_connections set enabled = false
                    a probe                    | 1 | 0 | update integration_connections set last_probe_at = now()
                    a webhook                  | 1 | 0 | update webhooks set first_failure_at = now()
                    a waiting retry            | 1 | 0 | update retry_queue set attempt = 1
                    a retry that is done       | 1 | 0 | delete from retry_queue
                    a dead letter              | 1 | 0 | update dead_letter_queue set state = 'discarded'
                    an incident looked after   | 1 | 0 | select acknowledge_incident(id, 'Ada') from incidents
                    an incident resolved       | 1 | 0 | select resolve_incident(id, 'Ada', 'note') from incidents
                    an incident resolved twice | 0 | 0 | select resolve_incident(id, 'Ada', 'note') from incidents
                    requests with a key        | 2 | 0 | select record_api_key_usage(org_id, id, now(), 1, 0, 0) from api_keys
                    a key's name               | 1 | 0 | update api_keys set name = 'other'
                    a key's last use           | 1 | 0 | update api_keys set last_used_at = now()
                    a key revoked              | 1 | 1 | update api_keys set revoked_at = now()
                    a key's scopes             | 1 | 1 | update api_keys set scopes = '{}'
                    a key's limit              | 1 | 1 | update api_keys set rate_limit_per_minute = 60
                    a key's hash taken away    | 0 | 1 | delete from api_key_secrets
                    a role                     | 0 | 1 | update user_access set role = 'VIEWER'
                    a suspension               | 0 | 1 | update user_access set suspended_at = now()
                    a password                 | 0 | 1 | update users set password_hash = 'x'
                    a session that ends        | 0 | 1 | update sessions set ended_at = now()
                    a session ended before     | 0 | 0 | delete from sessions where ended_at is not null
                    a person without access    | 0 | 1 | delete from user_access
                    a look at the dashboard    | 0 | 0 | select count(*) from org_health
                    a look at the log          | 0 | 0 | select count(*) from org_activity(20)
                    """)
    void countsUp(String what, long data, long access, String sql) {
        var before = versions(org);
        var neighbours = versions(neighbour);
        org.inOrg(jdbc ->
                sql.startsWith("select")
                        ? jdbc.sql(sql).query().listOfRows().size()
                        : jdbc.sql(sql).update());
        assertThat(versions(org))
                .as(what)
                .isEqualTo(new Versions(before.data() + data, before.access() + access));
        assertThat(versions(neighbour)).isEqualTo(neighbours);
    }

    @Test
    void countsABatchOfAnySizeOnce() {
        var before = versions(org);
        org.logs("edi", "success", 500, Duration.ofSeconds(1));
        assertThat(versions(org)).isEqualTo(new Versions(before.data() + 1, before.access()));
    }

    @Test
    void doesNotCountABatchOfNothing() {
        var before = versions(org);
        org.change(
                LOG
                        + " select org_id, integration_type, 't', status, 'm', now() from"
                        + " integration_logs where false");
        assertThat(versions(org)).isEqualTo(before);
    }

    @Test
    void doesNotCountWhatWasTakenBack() {
        var before = versions(org);
        assertThatThrownBy(() ->
                        org.inOrg(jdbc -> {
                            jdbc.sql(LOG + " values (?, 'edi', 't', 'error', 'm', now())")
                                    .param(org.id().value())
                                    .update();
                            throw new IllegalStateException("taken back");
                        }))
                .hasMessage("taken back");
        assertThat(versions(org)).isEqualTo(before);
    }

    @Test
    void doesNotCountARefreshThatChangesNothing() {
        org.refresh();
        var before = versions(org);
        org.refresh();
        assertThat(versions(org)).isEqualTo(before);
    }

    /** Whoever may see a row is looked up, not looked for: ten thousand took two seconds. */
    @Test
    void thoseOfManyAreFoundByHash() {
        var plan =
                org.inOrg(jdbc ->
                        jdbc.sql("explain select data_version from org_versions")
                                .query(String.class)
                                .list());
        assertThat(plan).anyMatch(line -> line.contains("hashed SubPlan"));
    }

    private static Versions versions(TestOrg org) {
        return org.inOrg(jdbc ->
                jdbc.sql("select data_version, access_version from org_versions")
                        .query((row, _) -> new Versions(row.getLong(1), row.getLong(2)))
                        .single());
    }
}
