package io.pulsegate;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import module java.base;
import module java.xml;

import io.pulsegate.testing.Beside;
import io.pulsegate.testing.Jdk;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Proves that NullAway is awake: a checker that was switched off is as silent as one that is
 * content. Compiles with the compiler arguments that stand in the pom, all of them, in a javac of
 * its own.
 */
@Beside
class CanaryTests {

    @TempDir Path folder;

    @BeforeEach
    void markTheRoom() throws IOException {
        Files.writeString(
                folder.resolve("package-info.java"),
                "@org.jspecify.annotations.NullMarked package canary;");
    }

    @Test
    void refusesNull() throws Exception {
        assertThat(compile("null")).contains("error: [NullAway]");
    }

    @Test
    void acceptsTheSameWithoutNull() throws Exception {
        assertThat(compile("\"tweet\"")).isEmpty();
    }

    /** What javac says to a method that must not return null and returns this. */
    private String compile(String value) throws Exception {
        Files.writeString(
                folder.resolve("Canary.java"),
                "package canary; class Canary { String sing() { return %s; } }".formatted(value));
        var command = new ArrayList<String>();
        command.add(Jdk.program("javac"));
        command.addAll(argumentsInThePom());
        command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        command.addAll(List.of("-processorpath", System.getProperty("java.class.path")));
        command.addAll(List.of("-d", "out", "package-info.java", "Canary.java"));
        var javac =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        return new String(javac.getInputStream().readAllBytes(), UTF_8);
    }

    private static List<String> argumentsInThePom() throws Exception {
        var pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse("pom.xml");
        var compiler = (Element) pom.getElementsByTagName("compilerArgs").item(0);
        var found = compiler.getElementsByTagName("arg");
        return IntStream.range(0, found.getLength())
                .mapToObj(found::item)
                .map(Node::getTextContent)
                .toList();
    }
}
