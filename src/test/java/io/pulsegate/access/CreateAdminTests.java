package io.pulsegate.access;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.tenancy.SecretKey;
import io.pulsegate.testing.Beside;
import io.pulsegate.testing.GatewayProcess;
import io.pulsegate.testing.TestDatabase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;

/** The command as an operator runs it: a process of its own, the password on its standard input. */
@Beside
class CreateAdminTests {

    private static final String PASSWORD = "correct horse battery";

    private record Ending(int code, String output) {}

    @Test
    void makesAnOrganisationAndItsAdministratorOnce() throws Exception {
        var database = TestDatabase.fresh();
        var first = run(database, PASSWORD, "--email", "Anna@Acme.example", "--name", "Anna");
        assertThat(first.output())
                .startsWith("anna@acme.example is administrator of Acme Ltd (")
                .doesNotContain(PASSWORD, "Tomcat", "WARN");
        assertThat(first.code()).isZero();
        assertThat(
                        database.superuser()
                                .jdbc()
                                .sql(
                                        """
                                        select concat_ws(' ', o.name, u.email, u.display_name, a.role, u.password_hash)
                                          from organizations o join users u on u.org_id = o.id
                                          join user_access a on a.org_id = o.id and a.user_id = u.id
                                        """)
                                .query(String.class)
                                .single())
                .startsWith("Acme Ltd anna@acme.example Anna ADMIN {bcrypt}$2a$");

        var again = run(database, PASSWORD, "--email", "anna@acme.example", "--name", "Anna");
        assertThat(again.output())
                .isEqualTo("There is already a user with the e-mail anna@acme.example.\n");
        assertThat(again.code()).isEqualTo(1);
        assertThat(
                        database.superuser()
                                .jdbc()
                                .sql("select count(*) from organizations")
                                .query(Long.class)
                                .single())
                .isOne();
    }

    @Test
    void saysWhenThereIsNoDatabase() {
        var ending = misuse(PASSWORD, "--email=a@b.example", "--name=A", "--org=B");
        assertThat(ending.output()).contains("No database is configured");
        assertThat(ending.code()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--email=a@b.example --name=A",
                "--email=a@b.example --org=B --name",
                "--email=nobody --name=A --org=B",
                "--email=a@b.example --name=A --org=B --role=ADMIN"
            })
    void explainsItselfToWhoeverMisusesIt(String arguments) {
        var ending = misuse(PASSWORD, Stream.of(arguments.split(" ")).toArray(String[]::new));
        assertThat(ending.code()).isEqualTo(2);
        assertThat(ending.output()).contains("Usage: java -jar pulsegate.jar create-admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "elevenchars"})
    void refusesAShortPassword(String password) {
        var ending = misuse(password, "--email=a@b.example", "--name=A", "--org=B");
        assertThat(ending.code()).isEqualTo(2);
        assertThat(ending.output()).contains("at least 12 characters");
    }

    @Test
    void refusesAPasswordWhoseEndNobodyWouldCheck() {
        var ending = misuse("ż".repeat(40), "--email=a@b.example", "--name=A", "--org=B");
        assertThat(ending.code()).isEqualTo(2);
        assertThat(ending.output()).contains("at most 72 bytes");
    }

    private static Ending misuse(String password, String... arguments) {
        var output = new ByteArrayOutputStream();
        var stream = new PrintStream(output, true, UTF_8);
        var in = new ByteArrayInputStream((password + "\n").getBytes(UTF_8));
        int code = new CreateAdmin(in, stream, stream).create(arguments);
        return new Ending(code, output.toString(UTF_8));
    }

    private static Ending run(TestDatabase database, String password, String... arguments)
            throws IOException, InterruptedException {
        var command = GatewayProcess.command("create-admin", "--org", "Acme Ltd");
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("SPRING_DATASOURCE_URL", database.jdbcUrl());
        builder.environment().put("SPRING_DATASOURCE_USERNAME", "pulsegate_app");
        builder.environment().put("SPRING_DATASOURCE_PASSWORD", "pulsegate_app");
        builder.environment().put("SPRING_FLYWAY_USER", "pulsegate_owner");
        builder.environment().put("SPRING_FLYWAY_PASSWORD", "pulsegate_owner");
        builder.environment().put("PULSEGATE_SECRET_KEY", SecretKey.generate());
        var process = builder.redirectErrorStream(true).start();
        try (var in = process.outputWriter(UTF_8)) {
            in.write(password + "\n");
        }
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ending(process.waitFor(), output);
    }
}
