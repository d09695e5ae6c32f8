package io.pulsegate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.tenancy.SecretKey;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The gateway on a database that somebody prepared by what the README says, and by nothing else.
 */
class ConfiguredDatabaseTests {

    private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

    private static EmbeddedPostgres server;
    private static ConfigurableApplicationContext gateway;

    @BeforeAll
    static void followTheReadme() throws IOException {
        server = EmbeddedPostgres.start();
        var administrator = server.getPostgresDatabase();
        DatabasePopulatorUtils.execute(
                new ResourceDatabasePopulator(new FileSystemResource("db/roles.sql")),
                administrator);
        var passwords = SQL.matcher(Files.readString(Path.of("README.md")));
        assertThat(passwords.find()).isTrue();
        JdbcClient.create(administrator).sql(passwords.group(1)).update();
        gateway =
                SpringApplication.run(
                        Gateway.class,
                        "--spring.datasource.url=" + url(),
                        "--spring.datasource.username=pulsegate_app",
                        "--spring.datasource.password=change me too",
                        "--spring.flyway.user=pulsegate_owner",
                        "--spring.flyway.password=change me",
                        "--pulsegate.secret-key=" + SecretKey.generate(),
                        "--server.port=0",
                        "--management.server.port=0");
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        server.close();
    }

    @Test
    void startsNothingEmbedded() {
        assertThat(gateway.getBeanDefinitionNames())
                .noneMatch(name -> name.startsWith("embeddedDatabase") || name.equals("welcome"));
    }

    @Test
    void knowsNoDemoIdentity() throws Exception {
        assertThat(ask("admin@acme.example:demo").statusCode()).isEqualTo(401);
    }

    @Test
    void signsInWhomItsDatabaseKnows() throws Exception {
        newAdministrator("you@example.com", "{noop}correct horse battery");
        var answer = ask("you@example.com:correct horse battery");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"overall_status\":\"healthy\"");
    }

    private static void newAdministrator(String email, String hash) {
        var app = new DriverManagerDataSource(url(), "pulsegate_app", "change me too");
        var jdbc = JdbcClient.create(app);
        var org = UUID.randomUUID();
        new TransactionTemplate(new DataSourceTransactionManager(app))
                .executeWithoutResult(_ -> {
                    jdbc.sql(
                                    "select set_config('pulsegate.org_ids', ?, true),"
                                            + " set_config('pulsegate.role', 'system', true)")
                            .param("{" + org + "}")
                            .query()
                            .listOfRows();
                    jdbc.sql("insert into organizations (id, name) values (?, 'Example')")
                            .param(org)
                            .update();
                    var user =
                            jdbc.sql(
                                            "insert into users (org_id, email, display_name,"
                                                    + " password_hash) values (?, ?, 'You', ?)"
                                                    + " returning id")
                                    .params(org, email, hash)
                                    .query(UUID.class)
                                    .single();
                    jdbc.sql(
                                    "insert into user_access (org_id, user_id, role) values (?, ?,"
                                            + " 'ADMIN')")
                            .params(org, user)
                            .update();
                });
    }

    private static HttpResponse<String> ask(String credential) throws Exception {
        int port = gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://localhost:" + port + "/api/integrations/health"))
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        credential.getBytes(
                                                                StandardCharsets.UTF_8)))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/pulsegate";
    }
}
