package io.pulsegate.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a sender signs, written by the specification alone. */
final class Signed {

    private Signed() {}

    static WebhookSignature of(String id, Instant at, byte[] secret, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            var text = id + "." + at.getEpochSecond() + "." + new String(body, UTF_8);
            return new WebhookSignature(
                    id,
                    Long.toString(at.getEpochSecond()),
                    "v1," + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
