package io.pulsegate.db;

import io.pulsegate.db.Table.Command;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the catalogue of PostgreSQL says about our schema, as gates: each returns what is wrong, by
 * name, and nothing when all is well.
 */
final class Catalogue {

    /** Functions that see every organisation, and who owns them: the whole list of them. */
    private static final List<String> DEFINERS =
            List.of(
                    "maintain_partitions of pulsegate_owner",
                    "orgs_with_work of pulsegate_signin",
                    "resolve_api_key of pulsegate_signin",
                    "resolve_session of pulsegate_signin",
                    "resolve_user of pulsegate_signin");

    /**
     * Unique over all organisations, so that a refused duplicate tells of a foreign row. Harmless
     * where the value cannot be guessed (ids and hashes: 122 bits and more), and wanted where a
     * sign-in names no organisation.
     */
    private static final List<String> UNIQUE_EVERYWHERE =
            List.of(
                    "users (email)", // a sign-in names no organisation
                    "users (issuer, subject)", // nor does a token
                    "sessions (token_hash)", // found by 256 bits
                    "api_key_secrets (secret_hash)", // likewise
                    "api_key_secrets (api_key_id)", // its foreign key ties it to the key's org_id
                    "organizations (id)",
                    "users (id)",
                    "sessions (id)",
                    "api_keys (id)",
                    "secrets (id)",
                    "integration_connections (id)",
                    "integration_health (id)",
                    "webhooks (id)",
                    "webhook_deliveries (id)",
                    "edi_interchanges (id)",
                    "sync_runs (id)",
                    "retry_queue (id)",
                    "dead_letter_queue (id)",
                    "replays (id)",
                    "retry_tickets (id)");

    private static final List<String> VIEWS =
            List.of(
                    "org_counts",
                    "org_errors",
                    "org_health",
                    "listed_connections",
                    "listed_sync_runs",
                    "listed_edi_interchanges",
                    "listed_api_keys",
                    "listed_webhooks",
                    "listed_incidents");

    private static final String OURS = " c.relnamespace = 'public'::regnamespace ";

    private Catalogue() {}

    /** Every table that stands for itself; partitions stand behind theirs. */
    static List<String> tables(JdbcClient jdbc) {
        return list(
                jdbc,
                "select relname from pg_class c where"
                        + OURS
                        + "and relkind in ('r', 'p') and not relispartition");
    }

    /** All that is wrong. */
    static List<String> violations(JdbcClient jdbc) {
        return Stream.of(
                        unknownTables(jdbc),
                        unprotectedTables(jdbc),
                        openPartitions(jdbc),
                        viewsOfTheirOwner(jdbc),
                        definers(jdbc),
                        functionsForEverybody(jdbc),
                        runtimeRole(jdbc),
                        grants(jdbc),
                        keysWithoutOrganisation(jdbc),
                        referencesWithoutOrganisation(jdbc))
                .flatMap(List::stream)
                .toList();
    }

    static List<String> unknownTables(JdbcClient jdbc) {
        var unknown = new TreeSet<>(tables(jdbc));
        RowSecurityTests.tables().forEach(table -> unknown.remove(table.name()));
        unknown.removeAll(Table.HOUSEKEEPING);
        return unknown.stream().map(name -> name + " promises nothing").toList();
    }

    static List<String> unprotectedTables(JdbcClient jdbc) {
        return list(
                jdbc,
                "select relname || ' lacks row-level security, enabled and forced' from pg_class c"
                        + " where"
                        + OURS
                        + "and relkind in ('r', 'p') and relname <> 'flyway_schema_history'"
                        + " and not (relrowsecurity and relforcerowsecurity)");
    }

    static List<String> openPartitions(JdbcClient jdbc) {
        return list(
                jdbc,
                """
                select c.relname || ' can be reached past its parent' from pg_class c
                 where c.relispartition and c.relkind = 'r'
                   and (exists (select from aclexplode(c.relacl) a where a.grantee <> c.relowner)
                     or exists (select from pg_policy p where p.polrelid = c.oid))
                """);
    }

    static List<String> viewsOfTheirOwner(JdbcClient jdbc) {
        return list(
                jdbc,
                "select relname || ' reads as its owner' from pg_class c where"
                        + OURS
                        + "and relkind in ('v', 'm') and not coalesce(reloptions @>"
                        + " '{security_invoker=true}', false)");
    }

    static List<String> definers(JdbcClient jdbc) {
        var found =
                list(
                        jdbc,
                        """
                        select p.proname || ' of ' || pg_get_userbyid(p.proowner)
                               || case when p.proconfig @> array['search_path=pg_catalog, public, pg_temp'] then '' else ' without a search path' end
                          from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1
                        """);
        return found.equals(DEFINERS) ? List.of() : List.of("definer functions are " + found);
    }

    static List<String> functionsForEverybody(JdbcClient jdbc) {
        return list(
                jdbc,
                """
                select p.proname || ' may be executed by everybody' from pg_proc p
                 where p.pronamespace = 'public'::regnamespace and has_function_privilege('public', p.oid, 'execute')
                """);
    }

    static List<String> runtimeRole(JdbcClient jdbc) {
        return list(
                jdbc,
                """
                select rolname || ' is too mighty' from pg_roles
                 where rolname like 'pulsegate\\_%' and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)
                union all
                select 'pulsegate_signin may log in' from pg_roles where rolname = 'pulsegate_signin' and rolcanlogin
                union all
                select pg_get_userbyid(member) || ' is a member of ' || pg_get_userbyid(roleid) from pg_auth_members
                 where member in ('pulsegate_app'::regrole, 'pulsegate_signin'::regrole) or member = 'pulsegate_owner'::regrole and inherit_option
                union all
                select 'pulsegate_app owns something' from pg_shdepend where refobjid = 'pulsegate_app'::regrole and deptype = 'o'
                union all
                select c.relname || ' belongs to pulsegate_signin' from pg_class c where c.relowner = 'pulsegate_signin'::regrole
                union all
                select r || ' may create in the schema' from unnest(array['public', 'pulsegate_app', 'pulsegate_signin']) r
                 where has_schema_privilege(r, 'public', 'create')
                """);
    }

    /** Exactly what each table promises: TRUNCATE, REFERENCES, TRIGGER and MAINTAIN never are. */
    static List<String> grants(JdbcClient jdbc) {
        var promised = new TreeSet<String>();
        for (var table : RowSecurityTests.tables()) {
            for (Command command : table.granted())
                promised.add(command + " on " + table.name() + " to pulsegate_app");
        }
        for (var view : VIEWS) promised.add("SELECT on " + view + " to pulsegate_app");
        var found =
                new TreeSet<>(
                        list(
                                jdbc,
                                "select a.privilege_type || ' on ' || c.relname || ' to ' || case"
                                    + " a.grantee when 0 then 'everybody' else"
                                    + " pg_get_userbyid(a.grantee) end from pg_class c cross join"
                                    + " aclexplode(c.relacl) a where"
                                        + OURS
                                        + "and a.grantee <> c.relowner"));
        return Stream.concat(
                        found.stream()
                                .filter(grant -> !promised.contains(grant))
                                .map(grant -> grant + " is granted"),
                        promised.stream()
                                .filter(grant -> !found.contains(grant))
                                .map(grant -> grant + " is not granted"))
                .toList();
    }

    static List<String> keysWithoutOrganisation(JdbcClient jdbc) {
        var keys =
                list(
                        jdbc,
                        """
                        select c.relname || ' (' || string_agg(a.attname, ', ' order by k.n) || ')'
                          from pg_index i
                          join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace and not c.relispartition
                         cross join unnest(i.indkey::int2[]) with ordinality k (attnum, n)
                          join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
                         where i.indisunique and k.n <= i.indnkeyatts and has_any_column_privilege('pulsegate_app', c.oid, 'insert')
                         group by c.relname, i.indexrelid
                        having not bool_or(a.attname = 'org_id')
                        """);
        return keys.stream()
                .filter(key -> !UNIQUE_EVERYWHERE.contains(key))
                .map(key -> key + " is unique over all organisations")
                .toList();
    }

    /** A reference that leaves the organisation would tell whether a foreign row exists. */
    static List<String> referencesWithoutOrganisation(JdbcClient jdbc) {
        return list(
                jdbc,
                """
                select conrelid::regclass || '.' || conname || ' refers past its organisation'
                  from pg_constraint f
                 where contype = 'f' and connamespace = 'public'::regnamespace and not exists (
                       select from unnest(f.conkey, f.confkey) k (here, there)
                         join pg_attribute h on h.attrelid = f.conrelid and h.attnum = k.here
                         join pg_attribute t on t.attrelid = f.confrelid and t.attnum = k.there
                        where h.attname = 'org_id' and (t.attname = 'org_id' or f.confrelid = 'organizations'::regclass and t.attname = 'id'))
                """);
    }

    private static List<String> list(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query((row, _) -> row.getString(1)).list();
    }
}
