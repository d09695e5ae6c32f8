package io.pulsegate.tenancy;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The key under which secrets that must be read back are stored ({@code PULSEGATE_SECRET_KEY}): 32
 * bytes. Says nothing of itself in a log.
 */
public final class SecretKey {

    private static final int BYTES = 32;

    private final byte[] bytes;

    private SecretKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads the key as it is configured.
     *
     * @throws StartRefused unless the text is 32 bytes in base64
     */
    public static SecretKey of(String base64) {
        try {
            var bytes = Base64.getDecoder().decode(base64.strip());
            if (bytes.length == BYTES) return new SecretKey(bytes);
        } catch (IllegalArgumentException e) {
            // not base64: said below, without the text
        }
        throw new StartRefused("PULSEGATE_SECRET_KEY is not 32 bytes in base64.", HOW_TO_MAKE_ONE);
    }

    /** A new key, in the spelling that {@link #of} reads. */
    public static String generate() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    static final String HOW_TO_MAKE_ONE =
            "Make one with \"openssl rand -base64 32\", keep it, and set it as"
                    + " PULSEGATE_SECRET_KEY on every node.";

    /** A copy: 32 bytes for AES-256. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "SecretKey[hidden]";
    }
}
