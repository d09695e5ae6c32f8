package io.pulsegate.tenancy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret as table {@code secrets} keeps it: AES-256-GCM, bound to its organisation and its row,
 * so that a row copied elsewhere does not open.
 */
@SuppressWarnings("ArrayRecordComponent") // as the columns are; never compared
public record SealedSecret(byte[] nonce, byte[] ciphertext) {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;

    /** Seals a secret for the row {@code id} of an organisation, under a nonce of its own. */
    public static SealedSecret seal(SecretKey key, OrgId org, UUID id, byte[] secret) {
        var nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        return new SealedSecret(nonce, run(Cipher.ENCRYPT_MODE, key, nonce, org, id, secret));
    }

    /**
     * The secret.
     *
     * @throws IllegalStateException when the key, the organisation or the row is another one
     */
    public byte[] open(SecretKey key, OrgId org, UUID id) {
        return run(Cipher.DECRYPT_MODE, key, nonce, org, id, ciphertext);
    }

    private static byte[] run(
            int mode, SecretKey key, byte[] nonce, OrgId org, UUID id, byte[] text) {
        try {
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(
                    mode,
                    new SecretKeySpec(key.bytes(), "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD((org + "/" + id).getBytes(US_ASCII));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a stored secret does not open", e);
        }
    }
}
