package io.pulsegate.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import graphql.ExecutionResult;
import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.scalars.ExtendedScalars;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.time.OffsetDateTime;
import java.util.AbstractMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An answer without errors as JSON, cut where it says the instant of its reading, so that it can be
 * sent with another. As a map, which is what Spring hands from the engine to the door, it has
 * nothing to show: only the door reads it.
 */
final class EncodedAnswer extends AbstractMap<String, Object> implements ExecutionResult {

    /** The fields that say it, which say nothing else. */
    private static final String READ_AT = "(?<=\"(?:computedAt|serverTime)\":)";

    private final List<byte[]> parts;
    private final byte[] instant;

    private EncodedAnswer(List<byte[]> parts, byte[] instant) {
        this.parts = parts;
        this.instant = instant;
    }

    /**
     * Of the whole response in UTF-8; nothing when the instant of its reading stands in it as
     * anything else, or under an alias: it could not be told from what must not be moved.
     */
    static Optional<EncodedAnswer> of(byte[] json, OffsetDateTime readAt) {
        var instant = spelled(readAt);
        // a character a byte: what is cut is put together again as it was
        var text = new String(json, ISO_8859_1);
        var parts = List.of(text.split(READ_AT + Pattern.quote(instant), -1));
        return parts.stream().anyMatch(part -> part.contains(instant))
                ? Optional.empty()
                : Optional.of(
                        new EncodedAnswer(
                                parts.stream().map(part -> part.getBytes(ISO_8859_1)).toList(),
                                instant.getBytes(ISO_8859_1)));
    }

    /** As the scalar DateTime spells it, in its quotation marks. */
    private static String spelled(OffsetDateTime instant) {
        var scalar = ExtendedScalars.DateTime.getCoercing();
        return "\"" + scalar.serialize(instant, GraphQLContext.getDefault(), Locale.ROOT) + "\"";
    }

    /** The same, read at another instant. */
    EncodedAnswer at(OffsetDateTime instant) {
        return new EncodedAnswer(parts, spelled(instant).getBytes(ISO_8859_1));
    }

    int bytes() {
        return parts.stream().mapToInt(part -> part.length + instant.length).sum();
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(parts.getFirst());
        for (var part : parts.subList(1, parts.size())) {
            out.write(instant);
            out.write(part);
        }
    }

    @Override
    public Map<String, Object> toSpecification() {
        return this;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        throw new UnsupportedOperationException("an encoded answer is written, not looked into");
    }

    @Override
    public List<GraphQLError> getErrors() {
        return List.of();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T getData() {
        return (T) this;
    }

    @Override
    public boolean isDataPresent() {
        return true;
    }

    @Override
    public @Nullable Map<Object, Object> getExtensions() {
        return null;
    }
}
