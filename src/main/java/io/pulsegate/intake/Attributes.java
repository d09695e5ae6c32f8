package io.pulsegate.intake;

import static io.pulsegate.intake.Refusal.Code.ATTRIBUTE_INVALID;
import static io.pulsegate.intake.Refusal.Code.ATTRIBUTE_MISSING;
import static io.pulsegate.intake.Refusal.Code.ATTRIBUTE_TOO_LONG;
import static io.pulsegate.intake.Refusal.Code.SPEC_VERSION_UNKNOWN;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;

import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Context attributes by name, as they were sent: text, whole numbers and truth values. Holds them
 * to CloudEvents 1.0, section 3, where the SDK lets more pass than the specification.
 */
final class Attributes {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,20}");

    /** RFC 3339: with seconds, and an offset of hours and minutes. */
    private static final Pattern TIME =
            Pattern.compile(
                    "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

    private static final Map<String, Integer> LENGTHS =
            Map.of("id", 256, "source", 1024, "type", 200, "subject", 500, "dataschema", 1024);
    private static final int EXTENSION = 4096;

    private final Map<String, Object> values = new LinkedHashMap<>();

    void put(String name, Object value) {
        if (!NAME.matcher(name).matches() || name.equals("data")) {
            throw new Refusal(
                    ATTRIBUTE_INVALID,
                    "An attribute's name is 1 to 20 lower-case letters and digits.");
        }
        if (value instanceof String text && text.length() > LENGTHS.getOrDefault(name, EXTENSION)) {
            throw new Refusal(ATTRIBUTE_TOO_LONG, "The attribute " + name + " is too long.");
        }
        if (values.put(name, value) != null) throw invalid(name);
    }

    Optional<String> contentType() {
        return Optional.ofNullable(values.get("datacontenttype")).map(Object::toString);
    }

    CloudEvent event(@Nullable CloudEventData data) {
        var version = required("specversion");
        if (!version.equals("1.0")) {
            throw new Refusal(SPEC_VERSION_UNKNOWN, "The attribute specversion is not 1.0.");
        }
        var event =
                CloudEventBuilder.v1()
                        .withId(required("id"))
                        .withSource(uri("source", required("source")))
                        .withType(required("type"));
        optional("subject").ifPresent(event::withSubject);
        optional("time").map(Attributes::time).ifPresent(event::withTime);
        optional("datacontenttype")
                .map(Attributes::mediaType)
                .ifPresent(event::withDataContentType);
        optional("dataschema")
                .map(text -> uri("dataschema", text))
                .ifPresent(event::withDataSchema);
        values.forEach((name, value) -> extend(event, name, value));
        return data == null ? event.build() : event.withData(data).build();
    }

    private String required(String name) {
        return optional(name)
                .orElseThrow(() ->
                        new Refusal(ATTRIBUTE_MISSING, "The attribute " + name + " is missing."));
    }

    private Optional<String> optional(String name) {
        var value = values.remove(name);
        if (value == null) return Optional.empty();
        if (value instanceof String text && !text.isBlank()) return Optional.of(text);
        throw invalid(name);
    }

    private static void extend(CloudEventBuilder event, String name, Object value) {
        switch (value) {
            case Integer number -> event.withExtension(name, number);
            case Boolean truth -> event.withExtension(name, truth);
            default -> event.withExtension(name, value.toString());
        }
    }

    static OffsetDateTime time(String text) {
        try {
            if (TIME.matcher(text).matches()) return OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            // no such day or hour: said below
        }
        throw invalid("time");
    }

    private static String mediaType(String text) {
        try {
            MediaType.parseMediaType(text);
            return text;
        } catch (InvalidMediaTypeException e) {
            throw invalid("datacontenttype");
        }
    }

    private static URI uri(String name, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw invalid(name);
        }
    }

    static Refusal invalid(String name) {
        return new Refusal(ATTRIBUTE_INVALID, "The attribute " + name + " has no valid value.");
    }
}
