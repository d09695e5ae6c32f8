package io.pulsegate.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;

/** Any three headers as a signature, and any text as a secret: nothing is ever proved by chance. */
public final class SignatureFuzz {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final List<byte[]> SECRETS = List.of(new byte[32], new byte[64]);

    private SignatureFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        var lines = new String(data, UTF_8).split("\n", 3);
        if (lines.length == 3) {
            var signature = new WebhookSignature(lines[0], lines[1], lines[2]);
            if (signature.proves(SECRETS, data, NOW)) throw new AssertionError("proved");
        }
        try {
            WebhookSignature.secret(lines[0]);
        } catch (IllegalArgumentException _) {
            // no secret
        }
    }
}
