package io.pulsegate.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import io.pulsegate.testing.Tracked;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Nobody's secret lies in this repository, looked for by the shapes that redaction knows. */
class RepositorySecretsTests {

    /** What looks like one, and why it is none. */
    private static final Map<String, String> KNOWN =
            Map.ofEntries(
                    entry(
                            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                            "of the examples of Standard Webhooks"),
                    entry(
                            "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
                            "of the examples of Standard Webhooks"),
                    entry(
                            "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                            "the signature that those examples make"),
                    entry(
                            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                            "the letters of a key"),
                    entry(
                            "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                            "a key for tests: the digits, three times"),
                    entry("pgk_token_of_globex_1234", "for tests, of no key"),
                    entry(
                            "Zq7Rk2VbN9xT4mLw8PsY1cHd6JfGa3UeQo5Ri0Bt",
                            "what SecretKinds makes its secrets of"),
                    entry(
                            "LmNoPqRsTuVwXyZ0123456789+/aBcDeFgHiJkZ7",
                            "what SecretKinds makes its secrets of"),
                    entry(
                            "eyJAY2xhc3MiOiJqYXZhLmxhbmcuUnVudGltZSJ9",
                            "a cursor that names a class"),
                    entry(
                            "forgetsMinutesThatNo24HoursHoldAndHoursAfter35Days",
                            "the name of a test"),
                    entry(
                            "-----BEGIN PRIVATE KEY-----",
                            "the head of a key, of which jazzer makes others"),
                    entry("AKIAIOSFODNN7EXAMPLE", "the example of Amazon's documentation"),
                    entry(
                            "K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
                            "the signature of another of its messages"),
                    entry("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0", "a token without a signature"),
                    entry("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0", "a token that wants none"),
                    entry(
                            "pgk_000000000000000000000000000000000000000000000000z",
                            "for jazzer, of no key"));

    /** Payloads of others' documentation are full of digests, certificates and node ids. */
    private static final Set<Path> RANDOM_ANYWAY =
            Set.of(Path.of("src/test/resources/recorded"), Path.of("db/seed/payloads"));

    private static final Pattern SHAPES =
            Pattern.compile(
                    "-----BEGIN [A-Z ]*PRIVATE KEY-----"
                            + "|\\beyJ[\\w-]{8,}\\.[\\w-]{8,}"
                            // a password in an address, of a host that may exist
                            + "|://[\\w.%-]+:[^\\s/@\"'<>{}$]{3,}@(?!127\\.|[\\w.-]*\\bexample\\b)");

    private static final Pattern WORDS = Pattern.compile("[A-Za-z0-9+/_-]{40,}={0,2}");

    @Test
    void holdsNoSecret() throws IOException {
        var found = new TreeMap<String, Path>();
        for (var file : Tracked.files()) {
            var text = new String(Files.readAllBytes(file), UTF_8);
            marked(text).forEach(secret -> found.put(secret, file));
            if (RANDOM_ANYWAY.stream().noneMatch(file::startsWith)) {
                random(text).forEach(secret -> found.put(secret, file));
            }
        }
        assertThat(found).containsOnlyKeys(KNOWN.keySet());
    }

    @Test
    void wouldFindOne() {
        var ofPeople = Pattern.compile("bearer|card|IBAN|Polish|PESEL|NIP|VAT");
        assertThat(SecretKinds.shapes())
                .filteredOn(shape -> !ofPeople.matcher(shape.kind()).lookingAt())
                .hasSizeGreaterThan(25)
                .allSatisfy(shape -> {
                    var text = "key=\"" + shape.secret() + "\"";
                    assertThat(Stream.concat(marked(text), random(text))).isNotEmpty();
                });
    }

    private static Stream<String> marked(String text) {
        var vendors =
                IntStream.range(0, text.length())
                        .filter(at -> at == 0 || !Encodings.isAlphanumeric(text.charAt(at - 1)))
                        .filter(at -> Vendors.end(text, at) > 0)
                        .mapToObj(at -> text.substring(at, Vendors.end(text, at)));
        return Stream.concat(vendors, matches(SHAPES, text));
    }

    /** A digest of a lock file says what it is. */
    private static Stream<String> random(String text) {
        return matches(WORDS, text)
                .filter(word -> Encodings.isRandom(word) && !word.startsWith("sha512-"));
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group);
    }
}
