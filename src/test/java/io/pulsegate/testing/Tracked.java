package io.pulsegate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What Git keeps: the sources, without anything that builds left behind. */
public final class Tracked {

    private Tracked() {}

    public static List<Path> files() throws IOException {
        var git = new ProcessBuilder("git", "ls-files", "-z").start();
        try (var names = git.getInputStream()) {
            var files = new String(names.readAllBytes(), UTF_8).split("\0");
            assertThat(files).as("files that Git keeps").hasSizeGreaterThan(1000);
            return Stream.of(files).map(Path::of).toList();
        }
    }
}
