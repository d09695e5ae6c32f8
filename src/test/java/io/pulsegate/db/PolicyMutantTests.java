package io.pulsegate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.pulsegate.db.Table.Command;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Proves the proofs: each lock is broken once, and somebody must notice. A mutant lives in a
 * savepoint and is gone afterwards.
 */
@Beside
class PolicyMutantTests {

    private static Connection connection;
    private static RowSecurity security;

    /**
     * A lock broken, and the table whose rows it guarded; null where only the catalogue can tell.
     */
    private record Mutant(String sql, Table table) {}

    private record Policy(String table, String name, String command) {}

    @BeforeAll
    static void openOneTransaction() throws SQLException {
        connection = TestDatabase.fresh().superuser().dataSource().getConnection();
        security = new RowSecurity(connection);
    }

    @AfterAll
    static void takeEverythingBack() throws SQLException {
        security.close();
    }

    @TestFactory
    Stream<DynamicTest> aBrokenPolicyIsNoticed() {
        return RowSecurityTests.tables().stream()
                .flatMap(PolicyMutantTests::mutants)
                .map(mutant ->
                        dynamicTest(
                                mutant.sql(),
                                () ->
                                        assertThat(
                                                        afterwards(
                                                                mutant.sql(),
                                                                () ->
                                                                        security.violations(
                                                                                mutant.table())))
                                                .isNotEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> aBrokenSchemaIsNoticed() {
        return Stream.of(
                        "create table stray (org_id uuid)",
                        "alter table users no force row level security",
                        "alter table webhooks disable row level security",
                        "grant execute on function resolve_user to public",
                        "grant execute on function judge_health to public",
                        "alter function resolve_session owner to pulsegate_owner",
                        "alter function resolve_api_key reset search_path",
                        "alter function refresh_integration_health security definer",
                        "alter view org_health set (security_invoker = false)",
                        "alter view org_counts reset (security_invoker)",
                        "create view all_users as select * from users",
                        "grant execute on function maintain_partitions to pulsegate_signin",
                        "grant select (secret_hash) on api_key_secrets to pulsegate_app",
                        "grant select (ciphertext) on secrets to pulsegate_signin",
                        "create policy sign_in on secrets for select to pulsegate_signin using"
                                + " (true)",
                        "create policy change on webhooks for update to pulsegate_signin using"
                                + " (true)",
                        "create rule past as on delete to webhooks do instead nothing",
                        "create foreign data wrapper elsewhere",
                        "create schema side; grant usage on schema side to pulsegate_app",
                        "alter default privileges for role pulsegate_owner grant select on tables"
                                + " to pulsegate_app",
                        "do $$ begin execute format('grant create on database %I to"
                                + " pulsegate_app', current_database()); end $$",
                        "grant truncate on integration_logs to pulsegate_app",
                        "grant maintain on webhooks to pulsegate_app",
                        "grant select on secrets to public",
                        "grant delete on audit_log to pulsegate_app",
                        "revoke insert on audit_log from pulsegate_app",
                        "grant create on schema public to pulsegate_app",
                        "alter role pulsegate_app bypassrls",
                        "grant pulsegate_owner to pulsegate_app",
                        "grant pulsegate_signin to pulsegate_owner with inherit true",
                        "alter table webhooks owner to pulsegate_app",
                        "create unique index on retry_queue (idempotency_key)",
                        "alter table sync_runs add foreign key (log_id) references retry_queue"
                                + " (id)",
                        "do $$ begin execute 'grant select on ' || (select"
                            + " min(inhrelid::regclass::text) from pg_inherits where inhparent ="
                            + " 'audit_log'::regclass) || ' to pulsegate_app'; end $$",
                        "do $$ begin execute 'create policy open on ' || (select"
                            + " min(inhrelid::regclass::text) from pg_inherits where inhparent ="
                            + " 'audit_log'::regclass) || ' using (true)'; end $$")
                .map(sql ->
                        dynamicTest(
                                sql,
                                () ->
                                        assertThat(
                                                        afterwards(
                                                                sql,
                                                                () ->
                                                                        Catalogue.violations(
                                                                                security.jdbc())))
                                                .isNotEmpty()));
    }

    /** Dropped, opened, and the table unlocked altogether. */
    private static Stream<Mutant> mutants(Table table) {
        var mutants = new ArrayList<String>();
        mutants.add("alter table " + table.name() + " disable row level security");
        mutants.add("alter table " + table.name() + " no force row level security");
        for (var policy : policies(table)) {
            mutants.add("drop policy %s on %s".formatted(policy.name(), policy.table()));
            mutants.add(opened(policy));
        }
        if (table.granted().contains(Command.INSERT)) {
            mutants.add("create policy open on " + table.name() + " for insert with check (true)");
        }
        return mutants.stream().map(sql -> new Mutant(sql, table));
    }

    private static String opened(Policy policy) {
        var condition =
                switch (policy.command()) {
                    case "SELECT", "DELETE" -> "using (true)";
                    case "INSERT" -> "with check (true)";
                    default -> "using (true) with check (true)";
                };
        return "alter policy %s on %s %s".formatted(policy.name(), policy.table(), condition);
    }

    /**
     * Those that bind the gateway's role; a policy for a command that nobody was granted binds
     * nobody.
     */
    private static List<Policy> policies(Table table) {
        return security
                .jdbc()
                .sql(
                        "select tablename, policyname, cmd from pg_policies where tablename = ? and"
                                + " not roles = '{pulsegate_signin}'")
                .param(table.name())
                .query((row, _) -> new Policy(row.getString(1), row.getString(2), row.getString(3)))
                .list()
                .stream()
                .filter(policy ->
                        policy.command().equals("ALL")
                                || table.granted().contains(Command.valueOf(policy.command())))
                .toList();
    }

    private interface Check {
        List<String> violations() throws SQLException;
    }

    private static List<String> afterwards(String sql, Check check) throws SQLException {
        var before = connection.setSavepoint();
        try {
            security.jdbc().sql(sql).update();
            return check.violations();
        } finally {
            connection.rollback(before);
        }
    }
}
