package io.pulsegate.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Blanks out what must not be stored. Thread-safe, and deterministic: the same text, the same
 * answer.
 */
@Component
@EnableConfigurationProperties(RedactionProperties.class)
public class Redactor {

    /** Counts up when more is recognised, and is stored with each body. */
    public static final int VERSION = 1;

    private final SensitiveNames names;
    private final List<JsonPath> paths;

    public Redactor(RedactionProperties properties) {
        this.names = new SensitiveNames(properties.names());
        this.paths = properties.paths().stream().map(JsonPath::of).toList();
    }

    /** A message, a reference, an address: any text that is not a body. */
    public String text(String text) {
        return TextScan.redact(text, names);
    }

    /**
     * A body, read by what it looks like: a content type may be wrong.
     *
     * @param contentType only tells a form from any other text
     */
    public Redacted body(String body, @Nullable String contentType) {
        if (looksLikeJson(body)) {
            var json = JsonRedaction.redact(body, names, paths);
            if (json != null) return json;
        }
        boolean form =
                contentType != null
                        && contentType
                                .toLowerCase(Locale.ROOT)
                                .startsWith("application/x-www-form-urlencoded");
        return new Redacted(form ? form(body) : text(body), List.of());
    }

    /** By name, and what remains by shape; names keep their spelling and order. */
    public Map<String, String> headers(Map<String, String> headers) {
        var clean = new LinkedHashMap<String, String>();
        headers.forEach((name, value) -> clean.put(text(name), header(name, value)));
        return clean;
    }

    private String header(String name, String value) {
        return switch (names.kind(name)) {
            case SECRET, HEADER -> Mask.SECRET;
            case IDENTIFIER -> Mask.identifier(value);
            case DIGEST, NOTHING -> text(value);
        };
    }

    private static boolean looksLikeJson(String body) {
        var start = body.stripLeading();
        return !start.isEmpty() && "{[\"".indexOf(start.charAt(0)) >= 0;
    }

    /** A field's escapes hide its shape, so each is read plain; what is clean stays as it came. */
    private String form(String body) {
        var fields = new ArrayList<String>();
        for (var field : body.split("&", -1)) {
            int sign = field.indexOf('=');
            fields.add(sign < 0 ? text(field) : field(field, sign));
        }
        return String.join("&", fields);
    }

    private String field(String field, int sign) {
        var name = plain(field.substring(0, sign));
        var value = plain(field.substring(sign + 1));
        boolean clean = header(name, value).equals(value) || value.isEmpty();
        return text(field.substring(0, sign))
                + "="
                + (clean ? field.substring(sign + 1) : Mask.SECRET);
    }

    private static String plain(String escaped) {
        try {
            return URLDecoder.decode(escaped, UTF_8);
        } catch (IllegalArgumentException e) {
            return escaped;
        }
    }
}
