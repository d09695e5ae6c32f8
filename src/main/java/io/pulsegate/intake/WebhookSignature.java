package io.pulsegate.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What proves a webhook's sender: Standard Webhooks 1.0, symmetric signatures.
 *
 * @param id {@code webhook-id}
 * @param timestamp {@code webhook-timestamp}, in seconds since 1970
 * @param signatures {@code webhook-signature}: several, blanks between, while a secret is changed
 */
record WebhookSignature(String id, String timestamp, String signatures) {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String VERSION = "v1,";
    private static final String SECRET = "whsec_";
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    /** Whether one of the signatures is of one of the secrets, made for this body, and lately. */
    boolean proves(List<byte[]> secrets, byte[] body, Instant now) {
        if (id.isEmpty() || id.length() > 256 || !isRecent(now)) return false;
        boolean proved = false;
        for (var secret : secrets) {
            var right = sign(secret, body);
            for (var signature : signatures.split(" ", -1)) {
                // looks at all of them: the time it takes tells nothing
                proved |=
                        signature.startsWith(VERSION)
                                && MessageDigest.isEqual(right, bytes(signature));
            }
        }
        return proved;
    }

    private boolean isRecent(Instant now) {
        try {
            var made = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(made, now).abs().compareTo(TOLERANCE) <= 0;
        } catch (NumberFormatException | java.time.DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    private byte[] sign(byte[] secret, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] bytes(String signature) {
        try {
            return Base64.getDecoder().decode(signature.substring(VERSION.length()));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /**
     * The bytes of a secret as people copy it.
     *
     * @throws IllegalArgumentException unless it is {@code whsec_} and 24 to 64 bytes in base64
     */
    static byte[] secret(String text) {
        if (!text.startsWith(SECRET)) throw new IllegalArgumentException("not a webhook secret");
        var bytes = Base64.getDecoder().decode(text.substring(SECRET.length()));
        if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("a webhook secret has 24 to 64 bytes");
        }
        return bytes;
    }
}
