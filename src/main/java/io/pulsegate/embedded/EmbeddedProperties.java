package io.pulsegate.embedded;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Path;

/**
 * Where the embedded PostgreSQL lives, and what happens in it.
 *
 * @param data the folder of everything that is kept; by default {@code .pulsegate} in the user's
 *     home
 * @param programs where PostgreSQL's own programs are unpacked; by default in the data folder,
 *     since cleaners of temporary folders would take them from under a running server
 * @param demoTraffic whether events come in for Northwind all the time
 */
@ConfigurationProperties("pulsegate")
record EmbeddedProperties(
        @Nullable String data,
        @Nullable String programs,
        @DefaultValue("true") boolean demoTraffic) {

    Path dataFolder() {
        return data != null
                ? Path.of(data)
                : Path.of(System.getProperty("user.home"), ".pulsegate");
    }

    Path programFolder() {
        return programs != null ? Path.of(programs) : dataFolder().resolve("programs");
    }
}
