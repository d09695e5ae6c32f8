package io.pulsegate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Every setting with its default, as the code has them, on one page for operators. */
class SettingsPageTests {

    private static final Path PAGE = Path.of("src/SETTINGS.md");

    private static final String HEAD =
            """
            # Settings

            Every setting of the gateway itself, made from the code by
            `mvn -q test -Dtest=SettingsPageTests -Dsettings=write`. Set them as any property of Spring Boot: in the
            environment (`PULSEGATE_STREAMS_PING_EVERY=20s`: capitals, dots as `_`, hyphens left out or as `_`), by
            `--pulsegate.streams.ping-every=20s`, or in an `application.yaml` beside the jar. A value that does not fit its
            type stops the start. Times are as `500ms`, `30s`, `10m`, `24h`; sizes as `64KB`, `1MB`.

            | setting | default | what it says |
            |---|---|---|
            """;

    @Test
    void namesEverySettingWithItsDefault() throws IOException {
        var page = HEAD + rows();
        if ("write".equals(System.getProperty("settings"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("to write: mvn -q test -Dtest=SettingsPageTests -Dsettings=write")
                .isEqualTo(page);
    }

    @Test
    void saysWhatEachIsFor() throws IOException {
        assertThat(settings().valueStream())
                .hasSizeGreaterThan(50)
                .allSatisfy(setting ->
                        assertThat(setting.path("description").asString(""))
                                .as(setting.path("name").asString())
                                .isNotBlank());
    }

    private static String rows() throws IOException {
        return settings()
                .valueStream()
                .sorted(Comparator.comparing(setting -> setting.get("name").asString()))
                .map(SettingsPageTests::row)
                .collect(Collectors.joining());
    }

    private static String row(JsonNode setting) {
        var what =
                setting.path("description")
                        .asString("")
                        .replaceAll("\\{@(code|link)\\s+([^}]*)}", "`$2`")
                        .replaceAll("\\s+", " ");
        return "| `%s` | %s | %s |\n"
                .formatted(
                        setting.get("name").asString(), preset(setting.path("defaultValue")), what);
    }

    private static String preset(JsonNode value) {
        if (value.isMissingNode() || (value.isArray() && value.isEmpty())) {
            return "";
        }
        if (value.isArray()) {
            return value.valueStream()
                    .map(JsonNode::asString)
                    .collect(Collectors.joining(", ", "`", "`"));
        }
        return "`" + value.asString() + "`";
    }

    private static JsonNode settings() throws IOException {
        var metadata = new ClassPathResource("META-INF/spring-configuration-metadata.json");
        try (var in = metadata.getInputStream()) {
            return JsonMapper.shared().readTree(in).get("properties");
        }
    }
}
