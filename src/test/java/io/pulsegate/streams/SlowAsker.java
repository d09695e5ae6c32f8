package io.pulsegate.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;

/** Whose question is being heard, and comes to its end when a test says so. */
final class SlowAsker implements AutoCloseable {

    private static final String QUESTION = "{\"query\":\"{ healthStatus { overallStatus } }\"}";

    private final Socket connection;

    /** Returns when the gateway is waiting for the rest. */
    SlowAsker(int port, String key) throws IOException {
        connection = new Socket("localhost", port);
        var head =
                """
                POST /graphql HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                Content-Type: application/json
                Content-Length: %d
                Expect: 100-continue

                """
                        .formatted(key, QUESTION.length());
        say(head.replace("\n", "\r\n"));
        var goOn = new String(connection.getInputStream().readNBytes(12), UTF_8);
        if (!goOn.equals("HTTP/1.1 100")) {
            throw new IOException(goOn);
        }
        while (connection.getInputStream().read() != '\n') {
            // to the end of the line
        }
        connection.getInputStream().readNBytes(2);
    }

    /** Says the rest; all that is answered until the gateway closes. */
    String finish() throws IOException {
        say(QUESTION);
        return new String(connection.getInputStream().readAllBytes(), UTF_8);
    }

    private void say(String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(UTF_8));
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
