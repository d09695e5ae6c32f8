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
import java.util.ArrayList;
import java.util.BitSet;
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

    /** And those that say up to when everything is in it. */
    private static final String READ_OF = "(?<=\"asOf\":)";

    private final List<byte[]> parts;

    /** Of the seams between the parts, whether it is the instant that goes there. */
    private final BitSet instants;

    private final byte[] instant;
    private final byte[] asOf;

    private EncodedAnswer(List<byte[]> parts, BitSet instants, byte[] instant, byte[] asOf) {
        this.parts = parts;
        this.instants = instants;
        this.instant = instant;
        this.asOf = asOf;
    }

    /**
     * Of the whole response in UTF-8; nothing when the instant of its reading stands in it as
     * anything else, or under an alias: it could not be told from what must not be moved.
     */
    static Optional<EncodedAnswer> of(byte[] json, OffsetDateTime readAt, OffsetDateTime readOf) {
        var instant = spelled(readAt);
        var asOf = spelled(readOf);
        // a character a byte: what is cut is put together again as it was
        var text = new String(json, ISO_8859_1);
        var seams =
                Pattern.compile(
                                "%s(%s)|%s%s"
                                        .formatted(
                                                READ_AT,
                                                Pattern.quote(instant),
                                                READ_OF,
                                                Pattern.quote(asOf)))
                        .matcher(text);
        var parts = new ArrayList<String>();
        var instants = new BitSet();
        int end = 0;
        while (seams.find()) {
            instants.set(parts.size(), seams.group(1) != null);
            parts.add(text.substring(end, seams.start()));
            end = seams.end();
        }
        parts.add(text.substring(end));
        return parts.stream().anyMatch(part -> part.contains(instant) || part.contains(asOf))
                ? Optional.empty()
                : Optional.of(
                        new EncodedAnswer(
                                parts.stream().map(part -> part.getBytes(ISO_8859_1)).toList(),
                                instants,
                                instant.getBytes(ISO_8859_1),
                                asOf.getBytes(ISO_8859_1)));
    }

    /** As the scalar DateTime spells it, in its quotation marks. */
    private static String spelled(OffsetDateTime instant) {
        var scalar = ExtendedScalars.DateTime.getCoercing();
        return "\"" + scalar.serialize(instant, GraphQLContext.getDefault(), Locale.ROOT) + "\"";
    }

    /** The same, read at another instant. */
    EncodedAnswer at(OffsetDateTime readAt, OffsetDateTime readOf) {
        return new EncodedAnswer(
                parts,
                instants,
                spelled(readAt).getBytes(ISO_8859_1),
                spelled(readOf).getBytes(ISO_8859_1));
    }

    int bytes() {
        return parts.stream().mapToInt(part -> part.length + instant.length).sum();
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(parts.getFirst());
        for (int seam = 0; seam < parts.size() - 1; seam++) {
            out.write(instants.get(seam) ? instant : asOf);
            out.write(parts.get(seam + 1));
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
