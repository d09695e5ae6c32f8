package io.pulsegate.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * How an API key is written: {@code pgk_}, 32 random bytes as 43 base62 digits, then six more: the
 * CRC32 of all before. The prefix lets secret scanners find a lost key; the check sum lets a wrong
 * one be refused without asking the database.
 */
public final class ApiKeyFormat {

    /** What every key begins with. */
    public static final String PREFIX = "pgk_";

    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int SECRET_DIGITS = 43;
    private static final int CHECK_DIGITS = 6;
    private static final Pattern SHAPE =
            Pattern.compile(PREFIX + "[0-9A-Za-z]{" + (SECRET_DIGITS + CHECK_DIGITS) + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private ApiKeyFormat() {}

    /** A new key: shown once, stored only as its {@link #hash}. */
    public static String generate() {
        var secret = new byte[32];
        RANDOM.nextBytes(secret);
        String key = PREFIX + base62(new BigInteger(1, secret), SECRET_DIGITS);
        return key + check(key);
    }

    /** Whether the text could be a key at all. */
    public static boolean isWellFormed(String text) {
        int end = text.length() - CHECK_DIGITS;
        return SHAPE.matcher(text).matches()
                && text.substring(end).equals(check(text.substring(0, end)));
    }

    /** SHA-256 of the whole key, as {@code api_key_secrets.secret_hash} has it. */
    public static byte[] hash(String key) {
        return sha256(key);
    }

    /** Enough for 256 random bits, which nobody guesses however fast the hash is. */
    static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String check(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(US_ASCII));
        return base62(BigInteger.valueOf(crc.getValue()), CHECK_DIGITS);
    }

    private static String base62(BigInteger number, int digits) {
        var text = new char[digits];
        var rest = number;
        for (int i = digits - 1; i >= 0; i--) {
            var split = rest.divideAndRemainder(BigInteger.valueOf(DIGITS.length()));
            text[i] = DIGITS.charAt(split[1].intValue());
            rest = split[0];
        }
        return new String(text);
    }
}
