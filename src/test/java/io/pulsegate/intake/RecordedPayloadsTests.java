package io.pulsegate.intake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.testing.TestDatabase;
import io.pulsegate.testing.TestOrg;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What real systems send goes through the door; src/test/resources/recorded says where it is from.
 */
@IntakeTest
class RecordedPayloadsTests {

    private static final Path RECORDED = Path.of("src/test/resources/recorded");
    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired TestDatabase database;
    @LocalServerPort int port;

    @Test
    void areTakenInWhateverTheyAre() throws IOException {
        var acme = TestOrg.create(database, "Acme");
        var sender = Sender.of(port, acme, "events:write");
        var events = new ArrayList<Map<String, Object>>();
        for (var file : files("webhooks", "edi", "erp", "errors", "cloudevents")) {
            events.add(event(file));
        }
        assertThat(events).hasSizeGreaterThan(250);
        for (int from = 0; from < events.size(); from += 50) {
            var batch = events.subList(from, Math.min(events.size(), from + 50));
            assertThat(sender.results(batch)).containsOnly("ACCEPTED");
        }
        assertThat(acme.inOrg(RecordedPayloadsTests::bodies)).hasSameSizeAs(events);
    }

    static Stream<String> formats() {
        return Stream.of("valid-events", "valid-batches", "invalid-events", "invalid-batches");
    }

    /** The conformance suite of CloudEvents. One bad event does not make a batch bad here. */
    @ParameterizedTest
    @MethodSource("formats")
    void areEventsAsTheConformanceSuiteHasIt(String list) throws IOException {
        var tests =
                JSON.readTree(
                        RECORDED.resolve("cloudevents/conformance/json/" + list + ".json")
                                .toFile());
        for (var test : tests.path("tests")) {
            var sent = sent(test);
            boolean bad = sent.stream().anyMatch(Sent.Bad.class::isInstance);
            assertThat(bad).as("%s", test).isEqualTo(list.startsWith("invalid"));
        }
    }

    private static List<Sent> sent(JsonNode test) {
        return test.has("batch")
                ? JsonEvents.batch(test.path("batch").toString(), 100)
                : List.of(JsonEvents.single(test.path("event").toString()));
    }

    @Test
    void areRefusedWhereTheSdkRefusesThem() throws IOException {
        for (var file : files("cloudevents/json/v1")) {
            var sent = JsonEvents.single(Files.readString(file));
            var name = file.getFileName().toString();
            boolean invalid =
                    name.startsWith("fail_")
                            || name.contains("_invalid")
                            || name.contains("upper_case");
            assertThat(sent instanceof Sent.Bad).as(name).isEqualTo(invalid);
        }
    }

    private static Map<String, Object> event(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        return Map.of(
                "specversion",
                "1.0",
                "id",
                file.toString(),
                "source",
                "/recorded",
                "type",
                "import.recorded",
                "datacontenttype",
                type(file.toString()),
                "data_base64",
                Base64.getEncoder().encodeToString(bytes));
    }

    private static String type(String file) {
        return switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "json" -> "application/json";
            case "xml" -> "application/xml";
            case "edi" -> file.contains("edifact") ? "application/edifact" : "application/edi-x12";
            case "http" -> "message/http";
            default -> "text/plain; charset=" + UTF_8.name();
        };
    }

    private static List<Path> files(String... folders) throws IOException {
        var files = new ArrayList<Path>();
        for (var folder : folders) {
            try (var all = Files.walk(RECORDED.resolve(folder))) {
                all.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().endsWith(".md"))
                        .forEach(files::add);
            }
        }
        return files;
    }

    private static List<String> bodies(org.springframework.jdbc.core.simple.JdbcClient jdbc) {
        return jdbc.sql("select request_body from event_payloads where request_body <> ''")
                .query((row, _) -> row.getString(1))
                .list();
    }
}
