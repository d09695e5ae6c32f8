package io.pulsegate.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.testing.GroundFloor;
import io.pulsegate.testing.TestDatabase;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A database that would not hold the gateway back is refused, in words. */
class DatabaseGuardTests {

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void acceptsTheRolesOfRolesSql() {
        as("pulsegate_app").run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void refusesASuperuser() {
        makeRole("almighty", "superuser");
        refuses(as("almighty"), "role is the superuser almighty");
    }

    @Test
    void refusesTheOwner() {
        refuses(as("pulsegate_owner"), "owns tables");
    }

    @Test
    void refusesWhoeverMayBecomeTheOwner() {
        makeRole("guest_of_owner", "");
        superuser("grant pulsegate_owner to guest_of_owner with inherit false");
        refuses(as("guest_of_owner"), "may become the role that does (pulsegate_owner)");
    }

    @Test
    void refusesWhoeverBypassesRowLevelSecurity() {
        makeRole("free_rider", "bypassrls");
        superuser("grant pulsegate_app to free_rider");
        refuses(as("free_rider"), "bypasses row-level security");
    }

    @Test
    void refusesDemoOrganisations() {
        database.owner()
                .announcing(DemoOrg.GLOBEX.id())
                .run(jdbc ->
                        jdbc.sql(
                                        "insert into organizations (id, name,"
                                                + " demo_anchored_at) values (?, 'Globex', now())")
                                .param(DemoOrg.GLOBEX.id().value())
                                .update());
        refuses(as("pulsegate_app"), "holds demo organisations");
    }

    @Test
    void refusesToStartWithoutASecretKey() {
        refuses(
                GroundFloor.on(database, "pulsegate_app"),
                "PULSEGATE_SECRET_KEY is not set. Make one with \"openssl rand -base64 32\"");
    }

    @Test
    void refusesAKeyThatIsTooShort() {
        refuses(
                GroundFloor.on(database, "pulsegate_app")
                        .withPropertyValues("pulsegate.secret-key=c2hvcnQ="),
                "PULSEGATE_SECRET_KEY is not 32 bytes in base64");
    }

    private ApplicationContextRunner as(String role) {
        return GroundFloor.on(database, role)
                .withPropertyValues("pulsegate.secret-key=" + SecretKey.generate());
    }

    private static void refuses(ApplicationContextRunner gateway, String reason) {
        gateway.run(context ->
                assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(StartRefused.class)
                        .hasMessageContaining(reason));
    }

    private void makeRole(String name, String power) {
        // roles belong to the server, which other tests of this JVM share
        superuser("drop role if exists " + name);
        superuser("create role %s login password '%1$s' %s".formatted(name, power));
    }

    private void superuser(String sql) {
        database.superuser().jdbc().sql(sql).update();
    }
}
