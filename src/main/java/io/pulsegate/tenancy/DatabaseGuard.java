package io.pulsegate.tenancy;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Refuses to start on a configured database that does not hold us back: row-level security binds
 * neither superusers nor owners, and the password of demo people is known to everybody.
 */
@Component
@ConditionalOnProperty("spring.datasource.url")
@DependsOnDatabaseInitialization
class DatabaseGuard implements InitializingBean {

    /** Roles that we are, or could become, and that row-level security does not hold back. */
    private static final String POWERS =
            """
            select r.rolname, r.rolsuper, r.rolbypassrls
              from pg_roles r
             where pg_has_role(current_user, r.oid, 'member')
               and (r.rolsuper or r.rolbypassrls
                    or exists (select from pg_class c
                                where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace))
             order by r.rolname = current_user desc, r.rolsuper desc, r.rolbypassrls desc, r.rolname
            """;

    private static final String PREPARE_ROLES =
            "Prepare the roles with db/roles.sql and set SPRING_DATASOURCE_USERNAME to"
                    + " pulsegate_app.";

    private final OrgDatabase database;
    private final ObjectProvider<SecretKey> key;

    DatabaseGuard(OrgDatabase database, ObjectProvider<SecretKey> key) {
        this.database = database;
        this.key = key;
    }

    @Override
    public void afterPropertiesSet() {
        refusePowers();
        refuseDemo();
        refuseReplica();
        requireKey();
    }

    private void refusePowers() {
        var powers = database.maintain(POWERS, DatabaseGuard::power);
        if (!powers.isEmpty()) {
            throw new StartRefused(
                    "The gateway's database role " + powers.getFirst() + ".", PREPARE_ROLES);
        }
    }

    private static String power(java.sql.ResultSet row) throws java.sql.SQLException {
        var role = row.getString("rolname");
        if (row.getBoolean("rolsuper")) return "is the superuser " + role + ", or may become it";
        if (row.getBoolean("rolbypassrls")) {
            return "bypasses row-level security (as " + role + ")";
        }
        return "owns tables, or may become the role that does (" + role + ")";
    }

    private void refuseDemo() {
        var ids = Arrays.stream(DemoOrg.values()).map(DemoOrg::id).toList();
        var demo =
                new Read<>(
                        "select id as org_id from organizations where demo_anchored_at is not null",
                        row -> row.getString("org_id"),
                        List.of());
        var found =
                database.read(ids, Capacity.VIEWER, Duration.ofSeconds(2), List.of(demo))
                        .rows()
                        .getFirst();
        if (ids.stream().anyMatch(id -> !found.of(id).isEmpty())) {
            throw new StartRefused(
                    "The configured database holds demo organisations, whose passwords everybody"
                            + " knows.",
                    "Use an empty database: db/roles.sql makes one.");
        }
    }

    /** Rights are read there, too, and one that is withdrawn would hold until a replica knows. */
    private void refuseReplica() {
        var standby = new Read<>("select pg_is_in_recovery()", row -> row.getBoolean(1), List.of());
        if (database.resolve(standby).contains(true)) {
            throw new StartRefused(
                    "PULSEGATE_DATABASE_READS_URL leads to a replica.",
                    "Name it in PULSEGATE_DATABASE_REPLICA_URL.");
        }
    }

    private void requireKey() {
        if (key.getIfAvailable() == null) {
            throw new StartRefused("PULSEGATE_SECRET_KEY is not set.", SecretKey.HOW_TO_MAKE_ONE);
        }
    }
}
