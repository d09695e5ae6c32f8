package io.pulsegate.testing;

import java.nio.file.Path;

/** The JDK that runs the tests. */
public final class Jdk {

    private Jdk() {}

    /** The path of one of its programs. */
    public static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
