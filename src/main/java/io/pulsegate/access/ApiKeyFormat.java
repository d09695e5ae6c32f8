package io.pulsegate.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
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

    private ApiKeyFormat() {}

    /** A new key: shown once, stored only as its {@link #hash}. */
    public static String generate() {
        String key = PREFIX + base62(new BigInteger(1, Secrets.randomBytes()), SECRET_DIGITS);
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
        return Secrets.sha256(key);
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
