package io.pulsegate.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.cloudevents.CloudEvent;
import io.pulsegate.faults.Fault;
import io.pulsegate.redaction.RedactionProperties;
import io.pulsegate.redaction.Redactor;
import io.pulsegate.testing.Bare;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.HttpMediaTypeNotSupportedException;

import java.io.IOException;
import java.util.UUID;

/** Any bytes as an event, in each of the three modes, and then in the words of the log. */
public final class EventFuzz {

    private static final IntakeProperties PROPERTIES = Bare.settings(IntakeProperties.class);
    private static final EventReader READER = new EventReader(PROPERTIES);
    private static final EventMapping MAPPING =
            new EventMapping(new Redactor(Bare.settings(RedactionProperties.class)), PROPERTIES);
    private static final Actor SENDER = new Actor("api_key", new UUID(0, 1));

    private EventFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        read(request("application/cloudevents+json", data));
        read(request("application/cloudevents-batch+json", data));
        read(binary(data));
    }

    private static void read(MockHttpServletRequest request) throws IOException {
        try {
            READER.read(request)
                    .sent()
                    .forEach(sent -> {
                        if (sent instanceof Sent.Event(CloudEvent event)) map(event);
                    });
        } catch (Fault.Invalid
                | Fault.TooLarge
                | HttpMediaTypeNotSupportedException
                | InvalidMediaTypeException _) {
            // told so
        }
    }

    private static void map(CloudEvent event) {
        try {
            MAPPING.map(event, SENDER, null);
        } catch (Refusal _) {
            // the other events of a batch are taken
        }
    }

    private static MockHttpServletRequest request(String type, byte[] body) {
        var request = new MockHttpServletRequest("POST", "/api/integrations/events");
        request.setContentType(type);
        request.setContent(body);
        return request;
    }

    /** What is said first is header lines, as far as a blank one. */
    private static MockHttpServletRequest binary(byte[] data) {
        var text = new String(data, ISO_8859_1);
        int blank = text.indexOf("\n\n");
        var head = blank < 0 ? text : text.substring(0, blank);
        var body = blank < 0 ? "" : text.substring(blank + 2);
        var request = request("text/plain", body.getBytes(ISO_8859_1));
        request.addHeader("ce-specversion", "1.0");
        head.lines()
                .forEach(line -> {
                    int colon = line.indexOf(':');
                    if (colon > 0)
                        header(request, line.substring(0, colon), line.substring(colon + 1));
                });
        return request;
    }

    private static void header(MockHttpServletRequest request, String name, String value) {
        switch (name) {
            case "content" -> request.setContentType(value);
            case "encoding" -> request.addHeader("Content-Encoding", value);
            default -> request.addHeader("ce-" + name, value);
        }
    }
}
