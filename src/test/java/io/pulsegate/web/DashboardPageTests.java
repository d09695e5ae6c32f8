package io.pulsegate.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.Gateway;
import io.pulsegate.testing.Beside;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The pages in a browser, against the gateway with its demo data. The scenarios are in {@code
 * clients/dashboard/e2e}, named after the acceptance criteria; here each becomes one test.
 */
@SpringBootTest(
        classes = Gateway.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "management.server.port=0")
@DirtiesContext
@Beside
class DashboardPageTests {

    /** Unpacked once for all tests that start the embedded server. */
    private static final Path PROGRAMS = Path.of("target", "postgresql").toAbsolutePath();

    @TempDir static Path data;

    @LocalServerPort int port;

    @Autowired FlywayConnectionDetails owner;

    @DynamicPropertySource
    static void embedded(DynamicPropertyRegistry properties) {
        properties.add("pulsegate.data", data::toString);
        properties.add("pulsegate.programs", PROGRAMS::toString);
    }

    @TestFactory
    Stream<DynamicTest> holdsItsAcceptanceCriteria(@TempDir Path temp) throws Exception {
        return tests(run("test", temp), 60);
    }

    @TestFactory
    @Tag("long")
    Stream<DynamicTest> isForEverybodyAlsoWhileItLoadsWithoutDataAndInTrouble(@TempDir Path temp)
            throws Exception {
        return tests(run("long", temp), 20);
    }

    private static Stream<DynamicTest> tests(List<JsonNode> scenarios, int atLeast) {
        assertThat(scenarios).as("scenarios that ran").hasSizeGreaterThan(atLeast);
        return scenarios.stream()
                .map(scenario ->
                        DynamicTest.dynamicTest(
                                scenario.get("fullName").asString(),
                                () -> assertThat(failures(scenario)).isEmpty()));
    }

    /** The scenarios in the files of that kind. */
    private List<JsonNode> run(String kind, Path temp) throws IOException, InterruptedException {
        var report = temp.resolve("report.json");
        var said = temp.resolve("said.txt");
        var node =
                new ProcessBuilder("node", "clients/dashboard/e2e/run.mjs")
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
        node.environment().put("GATEWAY", "http://localhost:" + port);
        node.environment().put("DATABASE", String.valueOf(owner.getJdbcUrl()).replace("jdbc:", ""));
        node.environment().put("OWNER", String.valueOf(owner.getUsername()));
        node.environment().put("OWNER_PASSWORD", String.valueOf(owner.getPassword()));
        node.environment().put("REPORT", report.toString());
        node.environment().put("SCENARIOS", kind);
        assertThat(node.start().waitFor()).as(() -> text(said)).isZero();
        assertThat(report).as(() -> text(said)).exists();
        return JsonMapper.shared()
                .readTree(report.toFile())
                .get("testResults")
                .valueStream()
                .flatMap(file -> file.get("assertionResults").valueStream())
                .toList();
    }

    /** The messages of a scenario that did not pass; a skipped one did not pass either. */
    private static List<String> failures(JsonNode scenario) {
        if (scenario.get("status").asString().equals("passed")) {
            return List.of();
        }
        var messages =
                scenario.get("failureMessages").valueStream().map(JsonNode::asString).toList();
        return messages.isEmpty() ? List.of(scenario.get("status").asString()) : messages;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
