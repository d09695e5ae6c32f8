package io.pulsegate.operations;

import static graphql.execution.preparsed.persisted.PersistedQuerySupport.PERSISTED_QUERY_MARKER;

import io.pulsegate.faults.Fault;
import io.pulsegate.faults.Input;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every file under {@code graphql/operations}, by client and name. */
@Component
public class Operations {

    private static final String FILES = "classpath:graphql/operations/*/*.graphql";

    private final Map<String, Operation> byPath;
    private final Map<String, Operation> byHash;

    Operations() throws IOException {
        byPath =
                Arrays.stream(new PathMatchingResourcePatternResolver().getResources(FILES))
                        .map(Operations::read)
                        .collect(
                                Collectors.toMap(
                                        o -> o.client() + "/" + o.name(), Function.identity()));
        byHash = all().collect(Collectors.toMap(Operation::hash, Function.identity(), (a, _) -> a));
    }

    /**
     * Finds a stored operation.
     *
     * @param path client and name, such as {@code rest/Dashboard}
     * @throws IllegalArgumentException when there is no such file: a mistake of ours
     */
    public Operation get(String path) {
        return Optional.ofNullable(byPath.get(path))
                .orElseThrow(
                        () -> new IllegalArgumentException("no operation " + path + ".graphql"));
    }

    /**
     * The document of a request: the text that it carries, or the stored one whose hash it names in
     * {@code extensions.persistedQuery.sha256Hash}, as Apollo's clients do.
     *
     * @param carried the text; null, or what Spring puts in its place, when the request has none
     * @throws Fault.NotStored when nothing has this hash
     * @throws Fault.Invalid when there is neither text nor hash, or the hash is another text's
     */
    public String document(@Nullable String carried, Map<?, ?> extensions) {
        var text = PERSISTED_QUERY_MARKER.equals(carried) ? null : carried;
        var hash =
                extensions.get("persistedQuery") instanceof Map<?, ?> members
                                && members.get("sha256Hash") instanceof String named
                        ? named
                        : null;
        if (hash == null) {
            Input.require(text != null, "The request has no `query`.");
        } else if (text == null) {
            return stored(hash);
        } else {
            Input.require(sha256(text).equals(hash), "`sha256Hash` is not that of `query`.");
        }
        return String.valueOf(text);
    }

    private String stored(String hash) {
        return Optional.ofNullable(byHash.get(hash))
                .map(Operation::document)
                .orElseThrow(() -> new Fault.NotStored("No stored document has this hash."));
    }

    /** Every one there is. */
    public Stream<Operation> all() {
        return byPath.values().stream();
    }

    private static Operation read(Resource file) {
        try {
            var document = file.getContentAsString(StandardCharsets.UTF_8);
            var segments = file.getURL().getPath().split("/", -1);
            var name = segments[segments.length - 1].replace(".graphql", "");
            return new Operation(segments[segments.length - 2], name, document, sha256(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
