package io.pulsegate.embedded;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import java.nio.file.Path;

/**
 * Where the embedded PostgreSQL lives.
 *
 * @param data the folder of everything that is kept; by default {@code .pulsegate} in the user's
 *     home
 * @param programs where PostgreSQL's own programs are unpacked; by default in the data folder,
 *     since cleaners of temporary folders would take them from under a running server
 */
@ConfigurationProperties("pulsegate")
record EmbeddedProperties(@Nullable String data, @Nullable String programs) {

    Path dataFolder() {
        return data != null
                ? Path.of(data)
                : Path.of(System.getProperty("user.home"), ".pulsegate");
    }

    Path programFolder() {
        return programs != null ? Path.of(programs) : dataFolder().resolve("programs");
    }
}
