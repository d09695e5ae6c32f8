package io.pulsegate.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Random texts, and the hash under which they are stored. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    static byte[] randomBytes() {
        var secret = new byte[32];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /** 256 random bits that fit a cookie. */
    static String random() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes());
    }

    /** Enough for 256 random bits, which nobody guesses however fast the hash is. */
    static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
