package io.pulsegate;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.testing.Beside;
import io.pulsegate.testing.Jdk;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

@Beside
class GatewayTests {

    @Test
    void readsNothingInJavasOwnSerialForm() throws Exception {
        var other =
                new ProcessBuilder(
                                Jdk.program("java"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                GatewayTests.class.getName())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(other.getInputStream().readAllBytes(), UTF_8);
        assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).contains("REJECTED");
    }

    /** The other JVM: what a gateway's main does first, and then some library. */
    public static void main(String[] nothing) throws Exception {
        Gateway.readNothingSerial();
        var bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(new ArrayList<>(List.of("gadget")));
        try {
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        } catch (InvalidClassException e) {
            System.out.println(e.getMessage());
        }
    }
}
