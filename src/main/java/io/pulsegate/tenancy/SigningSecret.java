package io.pulsegate.tenancy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/**
 * A webhook's signing secret that was just made, with the name under which it is kept. Standard
 * Webhooks 1.0: 24 to 64 random bytes.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SigningSecret(UUID id, byte[] bytes) {

    private static final int BYTES = 32;
    private static final String KEEP =
            "insert into secrets (id, org_id, kind, nonce, ciphertext) values (?, ?,"
                    + " 'webhook_signing', ?, ?)";

    public static SigningSecret generate() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new SigningSecret(UUID.randomUUID(), bytes);
    }

    /** Keeps it, sealed, in table {@code secrets}. */
    public void keep(OrgTables tables, SecretKey key, OrgId org) {
        var sealed = SealedSecret.seal(key, org, id, bytes);
        tables.change(KEEP, id, org.value(), sealed.nonce(), sealed.ciphertext());
    }

    /** As people copy it: {@code whsec_} and base64. */
    public String spelled() {
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    /** Not the bytes: a record says all that it holds to every log. */
    @Override
    public String toString() {
        return "SigningSecret[" + id + "]";
    }
}
