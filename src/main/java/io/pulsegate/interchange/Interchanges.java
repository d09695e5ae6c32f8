package io.pulsegate.interchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamReader;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads EDI. Partners send broken EDI every day: what was read up to the break counts. */
public final class Interchanges {

    private static final EDIInputFactory FACTORY = factory();

    private Interchanges() {}

    /** Whether a text begins as an interchange of one of the two standards does. */
    public static boolean looksLikeOne(String text) {
        var start = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return start.startsWith("ISA") || start.startsWith("UNA") || start.startsWith("UNB");
    }

    /** The interchanges of a text, one after the other; none when it is not EDI. */
    public static List<Interchange> read(String text) {
        var found = new ArrayList<Interchange>();
        var bytes = new ByteArrayInputStream(text.replace("\uFEFF", "").getBytes(UTF_8));
        try (var reader = FACTORY.createEDIStreamReader(bytes)) {
            read(reader, found);
        } catch (EDIStreamException | IOException | IllegalStateException e) {
            // broken here: nothing after this can be read
        }
        return found;
    }

    private static void read(EDIStreamReader reader, List<Interchange> found)
            throws EDIStreamException {
        var draft = new Draft();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case START_INTERCHANGE -> draft = new Draft();
                case START_SEGMENT -> draft.begin(reader.getText());
                case ELEMENT_DATA -> draft.element(reader.getLocation(), reader.getText());
                case END_SEGMENT -> {
                    if (draft.end()) found.add(draft.interchange());
                    else if (draft.isKnown()) found.set(found.size() - 1, draft.interchange());
                }
                default -> {}
            }
        }
    }

    private static EDIInputFactory factory() {
        var factory = EDIInputFactory.newFactory();
        factory.setProperty(EDIInputFactory.EDI_VALIDATE_CONTROL_STRUCTURE, false);
        return factory;
    }
}
