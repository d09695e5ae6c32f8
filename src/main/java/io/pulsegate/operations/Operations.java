package io.pulsegate.operations;

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

    Operations() throws IOException {
        byPath =
                Arrays.stream(new PathMatchingResourcePatternResolver().getResources(FILES))
                        .map(Operations::read)
                        .collect(
                                Collectors.toMap(
                                        o -> o.client() + "/" + o.name(), Function.identity()));
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
