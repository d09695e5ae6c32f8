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
                    "org_health_brief",
                    "listed_connections",
                    "listed_sync_runs",
                    "listed_edi_interchanges",
                    "listed_api_keys",
                    "listed_webhooks",
                    "listed_incidents");

    /** All that a sign-in, or a look for work, may know of every organisation. */
    private static final List<String> READ_EVERYWHERE =
            List.of(
                    "api_key_secrets (api_key_id, org_id, secret_hash)",
                    "api_keys (expires_at, id, name, org_id, rate_limit_per_minute, revoked_at,"
                            + " scopes)",
                    "integration_connections (next_probe_at, org_id, probe_leased_until)",
                    "integration_health (org_id, valid_until)",
                    "org_versions (access_version, org_id)",
                    "replays (created_at, org_id, state)",
                    "retry_queue (leased_until, org_id, run_at, state, webhook_id)",
                    "sessions (ended_at, expires_at, id, org_id, token_hash, user_id)",
                    "user_access (org_id, role, suspended_at, user_id)",
                    "users (display_name, email, id, issuer, org_id, password_hash, subject)",
                    "webhooks (enabled, gone_at, id, org_id)");

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
                        callersOfDefiners(jdbc),
                        columnsReadEverywhere(jdbc),
                        policiesOfSignIn(jdbc),
                        waysAround(jdbc),
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

    static List<String> callersOfDefiners(JdbcClient jdbc) {
        return list(
                jdbc,
                """
                select p.proname || ' may be executed by ' || pg_get_userbyid(a.grantee)
                  from pg_proc p cross join aclexplode(p.proacl) a
                 where p.pronamespace = 'public'::regnamespace and p.prosecdef
                   and a.grantee not in (p.proowner, 'pulsegate_app'::regrole)
                """);
    }

    /** Grants of single columns: nobody has any but the role of the definer functions. */
    static List<String> columnsReadEverywhere(JdbcClient jdbc) {
        var found =
                list(
                        jdbc,
                        """
                        select c.relname || ' (' || string_agg(b.attname, ', ' order by b.attname) || ')'
                               || case when a.grantee = 'pulsegate_signin'::regrole and a.privilege_type = 'SELECT' then ''
                                       else ' ' || a.privilege_type || ' for ' || a.grantee::regrole end
                          from pg_attribute b
                          join pg_class c on c.oid = b.attrelid and c.relnamespace = 'public'::regnamespace
                         cross join aclexplode(b.attacl) a
                         group by c.relname, a.grantee, a.privilege_type
                         order by 1
                        """);
        return found.equals(READ_EVERYWHERE)
                ? List.of()
                : List.of("columns granted one by one are " + found);
    }

    /** The definer functions look, where they were given columns, and do nothing else anywhere. */
    static List<String> policiesOfSignIn(JdbcClient jdbc) {
        return list(
                jdbc,
                """
                select p.polrelid::regclass || '.' || p.polname || ' opens more than a look for sign-in' from pg_policy p
                  join pg_class c on c.oid = p.polrelid and c.relnamespace = 'public'::regnamespace
                 where 'pulsegate_signin'::regrole = any (p.polroles) and not (cardinality(p.polroles) = 1 and p.polcmd = 'r'
                   and exists (select from pg_attribute b cross join aclexplode(b.attacl) a
                                where b.attrelid = p.polrelid and a.grantee = 'pulsegate_signin'::regrole))
                """);
    }

    /** Past the tables and their policies: rules, other schemas, other servers, grants to come. */
    static List<String> waysAround(JdbcClient jdbc) {
        return list(
                jdbc,
                """
                select 'rule ' || r.rulename || ' rewrites ' || r.ev_class::regclass from pg_rewrite r
                  join pg_class c on c.oid = r.ev_class where c.relkind in ('r', 'p')
                union all
                select 'foreign data wrapper ' || fdwname from pg_foreign_data_wrapper
                union all
                select 'extension ' || extname from pg_extension where extname not in ('plpgsql', 'pg_stat_statements')
                union all
                select 'language ' || lanname from pg_language where lanname not in ('internal', 'c', 'sql', 'plpgsql')
                union all
                select defaclobjtype::text || ' to come is granted to ' || case a.grantee when 0 then 'everybody' else pg_get_userbyid(a.grantee) end
                  from pg_default_acl d cross join aclexplode(d.defaclacl) a where a.grantee <> d.defaclrole
                union all
                select r || ' may enter schema ' || n.nspname from pg_namespace n
                 cross join unnest(array['pulsegate_app', 'pulsegate_signin']) r
                 where n.nspname not in ('public', 'pg_catalog', 'information_schema') and has_schema_privilege(r, n.oid, 'usage, create')
                union all
                select r || ' may make schemas' from unnest(array['public', 'pulsegate_app', 'pulsegate_signin']) r
                 where has_database_privilege(r, current_database(), 'create')
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
