package io.pulsegate.redaction;

import io.pulsegate.redaction.SensitiveNames.Kind;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Walks JSON value by value: an escape hides no shape there, and a name is known for certain. What
 * need not be blanked out is copied as it stands, with its order, blanks and digits.
 */
final class JsonRedaction {

    private static final JsonFactory JSON = new JsonFactory();

    private final String body;
    private final SensitiveNames names;
    private final List<JsonPath> paths;
    private final List<String> redacted = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();
    private int copied;

    /** What the name of the value to come says, and the names above it. */
    private Kind said = Kind.NOTHING;

    private final Deque<Kind> above = new ArrayDeque<>();

    private JsonRedaction(String body, SensitiveNames names, List<JsonPath> paths) {
        this.body = body;
        this.names = names;
        this.paths = paths;
    }

    /** Null when the body is not JSON after all. */
    static @Nullable Redacted redact(String body, SensitiveNames names, List<JsonPath> paths) {
        return new JsonRedaction(body, names, paths).run();
    }

    private @Nullable Redacted run() {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                read(parser, token);
            }
        } catch (JacksonException e) {
            return null;
        }
        return new Redacted(
                redacted.isEmpty() ? body : out.append(body, copied, body.length()).toString(),
                redacted);
    }

    private void read(JsonParser parser, JsonToken token) {
        switch (token) {
            case START_OBJECT, START_ARRAY -> enter(token);
            case END_OBJECT, END_ARRAY -> said = above.pop();
            case PROPERTY_NAME -> name(parser);
            case VALUE_STRING -> string(parser, parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                if (isSensitive(kind(parser))) replace(parser, quoted(Mask.SECRET));
            }
            default -> {}
        }
    }

    /** Everything inside a secret is secret; a list's elements are what its name says. */
    private void enter(JsonToken token) {
        above.push(said);
        if (token == JsonToken.START_OBJECT) said = Kind.NOTHING;
    }

    /** A name may be a secret itself, where ids are keys. */
    private void name(JsonParser parser) {
        var name = parser.currentName();
        said = above.contains(Kind.SECRET) ? Kind.SECRET : names.kind(name);
        var clean = TextScan.redact(name, names);
        if (!clean.equals(name)) replace(parser, quoted(clean));
    }

    private void string(JsonParser parser, String value) {
        var kind = kind(parser);
        var clean =
                switch (kind) {
                    case SECRET, HEADER -> value.isEmpty() ? value : Mask.SECRET;
                    case IDENTIFIER -> digits(value) >= 6 ? Mask.identifier(value) : clean(value);
                    case DIGEST -> TextScan.redactDigest(value, names);
                    case NOTHING -> clean(value);
                };
        if (!clean.equals(value)) replace(parser, quoted(clean));
    }

    /** JSON inside a string of JSON is read as such. */
    private String clean(String value) {
        if (value.length() > 6 && (value.charAt(0) == '{' || value.charAt(0) == '[')) {
            var inner = redact(value, names, List.of());
            if (inner != null) return inner.text();
        }
        return TextScan.redact(value, names);
    }

    private static boolean isSensitive(Kind kind) {
        return kind == Kind.SECRET || kind == Kind.HEADER || kind == Kind.IDENTIFIER;
    }

    private Kind kind(JsonParser parser) {
        if (paths.isEmpty()) return said;
        var pointer = pointer(parser);
        return paths.stream().anyMatch(path -> path.covers(pointer)) ? Kind.SECRET : said;
    }

    private static String pointer(JsonParser parser) {
        return parser.streamReadContext().pathAsPointer().toString();
    }

    private static long digits(String value) {
        return value.chars().filter(c -> c >= '0' && c <= '9').count();
    }

    private void replace(JsonParser parser, String with) {
        parser.finishToken();
        int begin = (int) parser.currentTokenLocation().getCharOffset();
        int end = end(begin, parser);
        out.append(body, copied, begin).append(with);
        copied = end;
        redacted.add(pointer(parser));
    }

    /** Of a string its closing quote, of a number its last digit. */
    private int end(int begin, JsonParser parser) {
        if (body.charAt(begin) != '"') return begin + parser.getString().length();
        int at = begin + 1;
        while (body.charAt(at) != '"') at += body.charAt(at) == '\\' ? 2 : 1;
        return at + 1;
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
