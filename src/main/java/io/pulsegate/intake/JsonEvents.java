package io.pulsegate.intake;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.data.BytesCloudEventData;
import io.pulsegate.faults.Fault;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The JSON event format, one event or a batch. Read from a stream, so that {@code data} is taken as
 * it stands, with its digits and the order of its members; and by the Jackson that everything else
 * here uses, where the SDK's own format would bring the one before.
 */
final class JsonEvents {

    private static final JsonFactory JSON = new JsonFactory();

    private final String body;
    private final JsonParser parser;

    private JsonEvents(String body, JsonParser parser) {
        this.body = body;
        this.parser = parser;
    }

    /** A body in structured mode. */
    static Sent single(String body) {
        return read(body, events -> events.next(events.parser.nextToken()));
    }

    /**
     * A body in batched mode.
     *
     * @throws Fault.TooLarge when there are more than {@code most}
     */
    static List<Sent> batch(String body, int most) {
        return read(body, events -> events.all(most));
    }

    private static <T> T read(String body, java.util.function.Function<JsonEvents, T> work) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            var read = work.apply(new JsonEvents(body, parser));
            if (parser.nextToken() != null) throw notJson();
            return read;
        } catch (JacksonException e) {
            throw notJson();
        }
    }

    private List<Sent> all(int most) {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw new Fault.Invalid("A batch is a JSON array of events.");
        }
        var sent = new ArrayList<Sent>();
        for (var token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            if (sent.size() == most) {
                throw new Fault.TooLarge("A batch has at most " + most + " events.");
            }
            sent.add(next(token));
        }
        return sent;
    }

    /** Reads to the end of the item, whatever is wrong with it: the next one may be right. */
    private Sent next(@Nullable JsonToken token) {
        if (token == null) throw notJson();
        if (token != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return new Sent.Bad(
                    new Refusal(Refusal.Code.NOT_AN_EVENT, "An event is a JSON object."));
        }
        var item = new Item();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            item.read(name, parser.nextToken());
        }
        return item.sent();
    }

    private static Fault.Invalid notJson() {
        return new Fault.Invalid("The body is not JSON.");
    }

    /** One event while it is read: its members come in any order. */
    private final class Item {
        private final Attributes attributes = new Attributes();
        private @Nullable Refusal refusal;
        private @Nullable String raw;
        private @Nullable String text;
        private @Nullable String base64;

        void read(String name, JsonToken token) {
            try {
                switch (name) {
                    case "data" -> data(token);
                    case "data_base64" -> base64 = string(name, token);
                    default -> attribute(name, token);
                }
            } catch (Refusal first) {
                refusal = refusal == null ? first : refusal;
            }
            parser.skipChildren();
        }

        private void data(JsonToken token) {
            if (token == JsonToken.VALUE_NULL) return;
            if (token == JsonToken.VALUE_STRING) text = parser.getString();
            int begin = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            parser.finishToken();
            raw = body.substring(begin, (int) parser.currentLocation().getCharOffset());
        }

        private void attribute(String name, JsonToken token) {
            switch (token) {
                case VALUE_NULL -> {}
                case VALUE_STRING -> attributes.put(name, parser.getString());
                case VALUE_TRUE, VALUE_FALSE -> attributes.put(name, token == JsonToken.VALUE_TRUE);
                case VALUE_NUMBER_INT -> attributes.put(name, number(name));
                default -> throw Attributes.invalid(name);
            }
        }

        /** CloudEvents has 32 bits for a number. */
        private int number(String name) {
            if (parser.getNumberType() != JsonParser.NumberType.INT) throw Attributes.invalid(name);
            return parser.getIntValue();
        }

        private @Nullable String string(String name, JsonToken token) {
            if (token == JsonToken.VALUE_NULL) return null;
            if (token != JsonToken.VALUE_STRING) throw invalidData(name + " is text.");
            return parser.getString();
        }

        Sent sent() {
            try {
                if (refusal != null) throw refusal;
                return new Sent.Event(event());
            } catch (Refusal e) {
                return new Sent.Bad(e);
            }
        }

        private CloudEvent event() {
            if (raw != null && base64 != null) {
                throw invalidData("An event has data or data_base64, not both.");
            }
            return attributes.event(base64 == null ? json() : bytes(base64));
        }

        /** A string is the text itself where the content is not JSON. */
        private @Nullable CloudEventData json() {
            if (raw == null) return null;
            boolean isJson =
                    attributes.contentType().map(Exchange::isJson).orElse(true) || text == null;
            return new TextData(isJson || text == null ? raw : text);
        }

        private static CloudEventData bytes(String base64) {
            try {
                return BytesCloudEventData.wrap(Base64.getDecoder().decode(base64));
            } catch (IllegalArgumentException e) {
                throw invalidData("data_base64 is not base64.");
            }
        }

        private static Refusal invalidData(String words) {
            return new Refusal(Refusal.Code.DATA_INVALID, words);
        }
    }
}
