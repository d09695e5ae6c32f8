package io.pulsegate;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.file.Files.readString;
import static java.nio.file.Files.writeString;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;

import io.pulsegate.testing.Beside;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Layout is nobody's opinion: google-java-format decides, and mends when asked to. */
@Beside
class FormatTests {

    private static final String MEND = "mvn -q test -Dtest=FormatTests -Dformat=write";

    private final Formatter formatter =
            new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());

    @Test
    void everyFileIsFormatted() throws IOException, FormatterException {
        var unformatted = new ArrayList<Path>();
        for (var file : javaFiles()) {
            var source = readString(file);
            var formatted = formatter.formatSourceAndFixImports(source);
            if (formatted.equals(source)) continue;
            if ("write".equals(System.getProperty("format"))) writeString(file, formatted);
            else unformatted.add(file);
        }
        assertThat(unformatted).as("files to format, by: %s", MEND).isEmpty();
    }

    private static List<Path> javaFiles() throws IOException {
        try (var files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }
}
