package io.pulsegate.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;

/** On which something was asked and answered, and which is kept for the next question. */
final class IdleConnection implements AutoCloseable {

    private final Socket connection;

    IdleConnection(int port) throws IOException {
        connection = new Socket("localhost", port);
        var question = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";
        connection.getOutputStream().write(question.getBytes(US_ASCII));
        if (connection.getInputStream().read() != 'H') {
            throw new IOException("no answer");
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
