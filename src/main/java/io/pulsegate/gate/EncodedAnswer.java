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
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An answer without errors as JSON, cut where it says the instant of its reading, so that it can be
 * sent with another. As a map, which is what Spring hands from the engine to the door, it has
 * nothing to show: only the door reads it.
 */
final class EncodedAnswer extends AbstractMap<String, Object> implements ExecutionResult {

    /** The fields that say it, which say nothing else. */
    private static final List<String> READ_AT = List.of("\"computedAt\":", "\"serverTime\":");

    /** And those that say up to when everything is in it. */
    private static final List<String> READ_OF = List.of("\"asOf\":");

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
        var parts = new ArrayList<byte[]>();
        var instants = new BitSet();
        int end = 0;
        for (int at = next(text, 0, instant, asOf); at >= 0; at = next(text, end, instant, asOf)) {
            boolean ofReading = text.startsWith(instant, at) && says(text, at, READ_AT);
            if (!ofReading && !(text.startsWith(asOf, at) && says(text, at, READ_OF))) {
                return Optional.empty();
            }
            instants.set(parts.size(), ofReading);
            parts.add(Arrays.copyOfRange(json, end, at));
            end = at + (ofReading ? instant : asOf).length();
        }
        parts.add(Arrays.copyOfRange(json, end, json.length));
        return Optional.of(
                new EncodedAnswer(
                        parts, instants, instant.getBytes(ISO_8859_1), asOf.getBytes(ISO_8859_1)));
    }

    /** Where either of them stands next; -1: nowhere. */
    private static int next(String text, int from, String one, String other) {
        int first = text.indexOf(one, from);
        int second = one.equals(other) ? first : text.indexOf(other, from);
        return first < 0 || second < 0 ? Math.max(first, second) : Math.min(first, second);
    }

    private static boolean says(String text, int at, List<String> names) {
        return names.stream().anyMatch(name -> text.startsWith(name, at - name.length()));
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
