package io.pulsegate.testing;

import io.pulsegate.tenancy.OrgId;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** An organisation in a test database, and the rows a test needs. Written as the gateway writes. */
public record TestOrg(TestDatabase database, OrgId id) {

    public static TestOrg create(TestDatabase database, String name) {
        var org = new TestOrg(database, new OrgId(UUID.randomUUID()));
        org.change("insert into organizations (id, name) values (?, ?)", org.id.value(), name);
        return org;
    }

    /** Many at once, each with a connection to Comarch and one success ten minutes ago. */
    public static List<TestOrg> many(TestDatabase database, int count) {
        var orgs =
                Stream.generate(() -> new TestOrg(database, new OrgId(UUID.randomUUID())))
                        .limit(count)
                        .toList();
        inEach(
                orgs,
                "insert into organizations (id, name) select id, 'Org ' || id from"
                        + " unnest(pulsegate_org_ids()) id");
        inEach(
                orgs,
                "insert into integration_connections (org_id, integration_type, name) select id,"
                        + " 'comarch', 'comarch' from unnest(pulsegate_org_ids()) id");
        logAll(orgs, "success", Duration.ofMinutes(10));
        return orgs;
    }

    /** One event of Comarch in each, all committed at once. It says whose it is. */
    public static void logAll(List<TestOrg> orgs, String status, Duration ago) {
        inEach(
                orgs,
                """
                insert into integration_logs (org_id, integration_type, event_type, status, message, occurred_at)
                select id, 'comarch', 'test', '%s', 'said by ' || id, now() - interval '%s seconds'
                  from unnest(pulsegate_org_ids()) id
                """
                        .formatted(status, ago.toSeconds()));
    }

    /** In one transaction, which announces one organisation after the other. */
    private static void inEach(List<TestOrg> orgs, String statement) {
        var first = orgs.getFirst();
        first.database
                .app()
                .announcing(first.id)
                .inCapacity("system")
                .run(jdbc -> {
                    for (var org : orgs) {
                        jdbc.sql("select set_config('pulsegate.org_ids', ?, true)")
                                .param("{" + org.id + "}")
                                .query()
                                .listOfRows();
                        jdbc.sql(statement).update();
                    }
                });
    }

    /** A person who signs in with the password {@code demo}. */
    public UUID user(String email, String role) {
        return inOrg(jdbc -> {
            var id =
                    jdbc.sql(
                                    "insert into users (org_id, email, display_name, password_hash)"
                                            + " values (?, ?, ?, '{noop}demo') returning id")
                            .params(id().value(), email, email)
                            .query(UUID.class)
                            .single();
            jdbc.sql("insert into user_access (org_id, user_id, role) values (?, ?, ?)")
                    .params(id().value(), id, role)
                    .update();
            return id;
        });
    }

    /** Of type {@code comarch}, {@code edi}, {@code export} or {@code import}. */
    public UUID connection(String type) {
        return insert(
                "insert into integration_connections (org_id, integration_type, name) values (?, ?,"
                        + " ?)",
                id.value(),
                type,
                type + " " + UUID.randomUUID());
    }

    public UUID webhook(String url) {
        return insert(
                "insert into webhooks (org_id, name, url) values (?, ?, ?)", id.value(), url, url);
    }

    /** Stores an API key under the hash of {@code token}, and returns its id. */
    public UUID key(String token, String... scopes) {
        return inOrg(jdbc -> {
            var key =
                    jdbc.sql(
                                    "insert into api_keys (org_id, name, prefix, last4, scopes)"
                                            + " values (?, 'key', ?, ?, ?) returning id")
                            .params(
                                    id().value(),
                                    token.substring(0, Math.min(8, token.length())),
                                    token.substring(token.length() - 4),
                                    scopes)
                            .query(UUID.class)
                            .single();
            jdbc.sql(
                            "insert into api_key_secrets (api_key_id, org_id, secret_hash)"
                                    + " values (?, ?, ?)")
                    .params(key, id().value(), sha256(token))
                    .update();
            return key;
        });
    }

    public UUID log(String type, String status, Duration ago) {
        return insert(
                """
                insert into integration_logs (org_id, integration_type, event_type, status, message, occurred_at)
                values (?, ?, 'test', ?, ?, now() - ? * interval '1 microsecond')
                """,
                id.value(),
                type,
                status,
                type + " " + status,
                ago.toNanos() / 1000);
    }

    /** Many events of one kind in one statement, {@code apart} from each other, the newest now. */
    public void logs(String type, String status, int count, Duration apart) {
        change(
                """
                insert into integration_logs (org_id, integration_type, event_type, status, message, occurred_at)
                select ?, ?, 'test', ?, ?, now() - n * ? * interval '1 microsecond' from generate_series(0, ? - 1) n
                """,
                id.value(),
                type,
                status,
                type + " " + status,
                apart.toNanos() / 1000,
                count);
    }

    /**
     * Runs one statement as the gateway itself, in this organisation; says how many rows changed.
     */
    public int change(String sql, Object... parameters) {
        return inOrg(jdbc -> jdbc.sql(sql).params(parameters).update());
    }

    /** Runs {@code work} as the gateway itself, in one transaction of this organisation. */
    public <T> T inOrg(Function<JdbcClient, T> work) {
        return database.app()
                .announcing(id)
                .inCapacity("system")
                .call(jdbc -> {
                    // the gateway would begin anew; on a busy machine others hold a row for long
                    jdbc.sql("set local lock_timeout = '10s'").update();
                    return work.apply(jdbc);
                });
    }

    /** Refreshes what time alone changes, as the gateway's job does. */
    public void refresh() {
        inOrg(jdbc ->
                jdbc.sql("select refresh_integration_health(?, null)")
                        .param(id.value())
                        .query()
                        .listOfRows());
    }

    private UUID insert(String sql, Object... parameters) {
        return inOrg(jdbc ->
                jdbc.sql(sql + " returning id").params(parameters).query(UUID.class).single());
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
