package io.pulsegate.access;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.Gateway;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.GatewayArguments;
import io.pulsegate.testing.GatewayProcess;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What the build cannot know is asked when the gateway starts, also with the beans it prepared. */
@Beside
class PreparedBeansTests {

    private static final String JWT = "--spring.security.oauth2.resourceserver.jwt.";

    @TempDir Path temp;
    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void knowsTheIssuerTheReplicaAndThatGraphiqlIsOff() throws Exception {
        var issuer = new Issuer().open();
        var acme = TestOrg.create(database, "Acme");
        var subject = UUID.randomUUID().toString();
        var user = acme.user(subject + "@acme.example", "IT_MANAGER");
        acme.change(
                "update users set issuer = ?, subject = ? where id = ?",
                issuer.uri(),
                subject,
                user);
        try (var gateway =
                new GatewayProcess(
                        database.jdbcUrl(),
                        temp,
                        JWT + "issuer-uri=" + issuer.uri(),
                        JWT + "audiences=" + Issuer.AUDIENCE,
                        "--pulsegate.database.replica-url=" + database.jdbcUrl(),
                        "--pulsegate.graphiql.enabled=false")) {
            var token = issuer.token(subject, UnaryOperator.identity());
            var browser = new Browser(gateway.port).with("Authorization", "Bearer " + token);
            assertThat(browser.get("/api/integrations/dashboard").statusCode()).isEqualTo(200);
            assertThat(browser.get("/graphiql").statusCode()).isEqualTo(404);
            assertThat(pools()).contains("pulsegate-replica");
        } finally {
            issuer.close();
        }
    }

    @Test
    void saysThatTheKeyIsMissing() throws Exception {
        var said = ends(GatewayArguments.on(database.jdbcUrl()));
        assertThat(said).contains("AOT-processed").contains("PULSEGATE_SECRET_KEY is not set.");
    }

    /** Prepared for a configured database: without one they are not taken. */
    @Test
    void findsTheEmbeddedDatabaseWhereNoneIsConfigured() throws Exception {
        var said = ends("--pulsegate.data=/dev/null/nowhere");
        assertThat(said).doesNotContain("AOT-processed").contains("The data folder cannot be used");
    }

    private List<String> pools() {
        return database.superuser()
                .call(jdbc ->
                        jdbc.sql(
                                        "select application_name from pg_stat_activity where"
                                                + " datname = ?")
                                .param(database.name())
                                .query(String.class)
                                .list());
    }

    private static String ends(String... arguments) throws Exception {
        var command = GatewayProcess.command(arguments);
        command.addAll(
                List.of("--server.port=0", "--logging.level." + Gateway.class.getName() + "=info"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isNotZero();
        return said;
    }
}
