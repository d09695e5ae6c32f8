package io.pulsegate.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The published vectors of Standard Webhooks, and what they do not say. */
class WebhookSignatureTests {

    private static final Path VECTORS = Path.of("src/test/resources/recorded/webhooks/signatures");
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
    private static final byte[] BODY = "{\"type\": \"a.b\"}".getBytes(UTF_8);
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    static Stream<JsonNode> vectors() {
        return read("standard-webhooks.json")
                .filter(vector -> vector.path("algorithm").stringValue().equals("hmac-sha256"));
    }

    static Stream<String> invalidSecrets() {
        return read("invalid-secrets.json").map(vector -> vector.path("secret").stringValue());
    }

    private static Stream<JsonNode> read(String file) {
        return JsonMapper.shared().readTree(VECTORS.resolve(file).toFile()).valueStream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void agreesWithTheVectors(JsonNode vector) {
        var repeat = vector.path("bodyRepeat");
        var body =
                vector.path("body").asString("")
                        + repeat.path("text").asString("").repeat(repeat.path("times").asInt(0));
        var signature =
                new WebhookSignature(
                        vector.path("id").stringValue(),
                        vector.path("timestamp").asString(),
                        vector.path("signature").stringValue());
        var secret = WebhookSignature.secret(vector.path("secret").stringValue());
        var then = Instant.ofEpochSecond(vector.path("timestamp").longValue());
        assertThat(signature.proves(List.of(secret), body.getBytes(UTF_8), then))
                .isEqualTo(vector.path("valid").booleanValue());
    }

    @ParameterizedTest
    @MethodSource("invalidSecrets")
    void takesNoSecretThatIsNone(String secret) {
        assertThatIllegalArgumentException().isThrownBy(() -> WebhookSignature.secret(secret));
    }

    @Test
    void isRightForFiveMinutesOnEitherSide() {
        var signature = Signed.of("msg_1", NOW, SECRET, BODY);
        for (var late : List.of(Duration.ofMinutes(5), Duration.ofMinutes(-5), Duration.ZERO)) {
            assertThat(signature.proves(List.of(SECRET), BODY, NOW.plus(late))).isTrue();
        }
        for (var late : List.of(Duration.ofSeconds(301), Duration.ofSeconds(-301))) {
            assertThat(signature.proves(List.of(SECRET), BODY, NOW.plus(late))).isFalse();
        }
    }

    @Test
    void isForOneIdOneTimeOneBodyAndOneSecret() {
        var signature = Signed.of("msg_1", NOW, SECRET, BODY);
        var other = "fedcba9876543210fedcba9876543210".getBytes(UTF_8);
        assertThat(signature.proves(List.of(other), BODY, NOW)).isFalse();
        assertThat(signature.proves(List.of(other, SECRET), BODY, NOW)).isTrue();
        assertThat(signature.proves(List.of(), BODY, NOW)).isFalse();
        assertThat(signature.proves(List.of(SECRET), new byte[0], NOW)).isFalse();
        assertThat(
                        new WebhookSignature("msg_2", signature.timestamp(), signature.signatures())
                                .proves(List.of(SECRET), BODY, NOW))
                .isFalse();
        assertThat(
                        new WebhookSignature("msg_1", "1700000001", signature.signatures())
                                .proves(List.of(SECRET), BODY, NOW))
                .isFalse();
    }

    @Test
    void isNothingWithoutItsParts() {
        for (var broken :
                List.of(
                        new WebhookSignature("", "", ""),
                        new WebhookSignature("msg_1", "soon", "v1,AAAA"),
                        new WebhookSignature("msg_1", "9".repeat(18), "v1,AAAA"),
                        new WebhookSignature("msg_1", "1700000000", "v1,%%%"),
                        new WebhookSignature("msg_1", "1700000000", "v1,"))) {
            assertThat(broken.proves(List.of(SECRET), BODY, NOW)).isFalse();
        }
    }
}
