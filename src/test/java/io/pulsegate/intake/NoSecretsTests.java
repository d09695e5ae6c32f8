package io.pulsegate.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.redaction.SecretKinds;
import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Secrets of forty kinds come in everywhere a text can, and are found nowhere afterwards. */
@IntakeTest
@ExtendWith(OutputCaptureExtension.class)
class NoSecretsTests {

    @Autowired TestDatabase database;
    @LocalServerPort int port;

    @Test
    void areInTheDatabaseTheAnswersOrTheLog(CapturedOutput log) {
        var acme = TestOrg.create(database, "Acme");
        var sender = Sender.of(port, acme, "events:write");
        var events = new ArrayList<Map<String, Object>>();
        for (var shape : SecretKinds.shapes()) {
            var said =
                    shape.kind().equals("bearer token")
                            ? "Bearer " + shape.secret()
                            : shape.secret();
            events.add(everywhere(events.size(), said.replace('\n', ' '), "note", said));
        }
        for (var named : SecretKinds.named()) {
            var said = named.name() + ": \"" + named.secret() + "\"";
            events.add(everywhere(events.size(), said, named.name(), named.secret()));
        }
        assertThat(events).hasSizeGreaterThan(40);
        var answer = sender.batch(events);
        assertThat(Sender.json(answer).path("accepted").intValue()).isEqualTo(events.size());

        var dump = dump();
        assertThat(dump).contains("something else").hasSizeGreaterThan(10_000);
        secrets()
                .forEach(secret -> {
                    assertThat(dump).doesNotContain(secret);
                    assertThat(answer.body()).doesNotContain(secret);
                    assertThat(log.getAll()).doesNotContain(secret);
                });
    }

    private static Map<String, Object> everywhere(int i, String said, String name, String value) {
        return Events.event(
                "id " + i + " " + said,
                Map.of(
                        "subject",
                        said,
                        "message",
                        "refused: " + said,
                        "errormessage",
                        said + " is wrong",
                        "errorcode",
                        said,
                        "correlationid",
                        said,
                        "businesskind",
                        said,
                        "datacontenttype",
                        Exchange.TYPE,
                        "data",
                        Map.of(
                                "request",
                                        Map.of(
                                                "url",
                                                        "https://erp.example/?"
                                                                + name
                                                                + "="
                                                                + value.replace(' ', '+'),
                                                "headers", Map.of(name, value, "X-Note", said),
                                                "body",
                                                        Map.of(
                                                                name,
                                                                value,
                                                                "other",
                                                                "something else")),
                                "response",
                                        Map.of(
                                                "status",
                                                400,
                                                "headers",
                                                Map.of(name, value),
                                                "body",
                                                "<fault><"
                                                        + name
                                                        + ">"
                                                        + value
                                                        + "</"
                                                        + name
                                                        + "></fault>"))));
    }

    /** Every row of every table, as the superuser sees it. */
    private String dump() {
        var jdbc = database.superuser().jdbc();
        return jdbc
                .sql(
                        "select table_name from information_schema.tables where table_schema ="
                                + " 'public'")
                .query((row, _) -> row.getString(1))
                .list()
                .stream()
                .flatMap(table -> rows(jdbc, table).stream())
                .collect(Collectors.joining("\n"));
    }

    private static List<String> rows(
            org.springframework.jdbc.core.simple.JdbcClient jdbc, String table) {
        return jdbc.sql("select t::text from \"" + table + "\" t")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static Stream<String> secrets() {
        return Stream.concat(
                SecretKinds.shapes().stream().map(SecretKinds.Shape::secret),
                SecretKinds.named().stream().map(SecretKinds.Named::secret));
    }
}
