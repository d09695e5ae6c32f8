package io.pulsegate.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.pulsegate.faults.Fault;
import io.pulsegate.faults.Places;
import io.pulsegate.tenancy.OrgVersions;

import org.springframework.stereotype.Component;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns one credential into a viewer, for every door. What was right once is remembered, so that a
 * tool that polls pays the password hash once and no statement after that; it holds while nothing
 * changed in its organisation's rights, and is looked up again when something did.
 */
@Component
public class Doorkeeper {

    private static final int LOOK_UPS = 256;

    /** In look-ups: its hash takes a processor for as long as many of them take a connection. */
    private static final int OF_A_PASSWORD = 4;

    private final CredentialQueries queries;
    private final PasswordCheck passwords;
    private final Tokens tokens;
    private final OrgVersions versions;

    /** Before anybody is known by name an address is all there is to share by. */
    private final Places<String> lookUps = new Places<>(LOOK_UPS, LOOK_UPS / 2);

    /** By fingerprint: a heap dump shows no credential, and a look-up betrays none by its time. */
    private final Cache<String, Admission> remembered =
            Caffeine.newBuilder()
                    .maximumSize(10_000)
                    .expireAfterWrite(Duration.ofMinutes(10))
                    .build();

    private final SecretKeySpec fingerprintKey =
            new SecretKeySpec(Secrets.randomBytes(), "HmacSHA256");

    Doorkeeper(
            CredentialQueries queries,
            PasswordCheck passwords,
            Tokens tokens,
            OrgVersions versions) {
        this.queries = queries;
        this.passwords = passwords;
        this.tokens = tokens;
        this.versions = versions;
    }

    /**
     * Who the credential stands for; empty when it is wrong, whatever is wrong with it.
     *
     * @param address where the caller is, for the limits on look-ups and on sign-in attempts
     * @throws Fault.Busy after too many wrong passwords, or amid too many look-ups
     * @throws Fault.Unavailable when it cannot be checked now
     */
    public Optional<Admission> admit(Credential credential, String address) {
        var fingerprint = fingerprint(credential);
        var known = Optional.ofNullable(remembered.getIfPresent(fingerprint));
        if (known.filter(this::holds).isPresent()) {
            return known;
        }
        var fresh = known.flatMap(Admission::renewed).or(() -> verify(credential, address));
        fresh.ifPresentOrElse(
                admission -> remembered.put(fingerprint, admission),
                () -> remembered.invalidate(fingerprint));
        return fresh;
    }

    /**
     * Whether an admission may still be believed. If not, {@link Admission#renewed} says whether
     * its credential still stands.
     *
     * @throws Fault.Unavailable when that cannot be known now
     */
    public boolean holds(Admission admission) {
        return Instant.now().isBefore(admission.expiresAt())
                && admission.accessVersion() >= versions.accessVersion(admission.viewer().org());
    }

    /** Made-up credentials keep neither connections nor processors from those who are known. */
    private Optional<Admission> verify(Credential credential, String address) {
        int places = credential.kind() == Credential.Kind.PASSWORD ? OF_A_PASSWORD : 1;
        lookUps.enter(address, places);
        try {
            return lookUp(credential, address);
        } finally {
            lookUps.leave(address, places);
        }
    }

    private Optional<Admission> lookUp(Credential credential, String address) {
        var text = credential.text();
        return switch (credential.kind()) {
            case SESSION -> queries.session(Secrets.sha256(text));
            case PASSWORD -> passwords.check(credential.email(), credential.password(), address);
            case API_KEY ->
                    ApiKeyFormat.isWellFormed(text)
                            ? queries.apiKey(ApiKeyFormat.hash(text))
                            : Optional.empty();
            case TOKEN -> tokens.check(text);
        };
    }

    private String fingerprint(Credential credential) {
        try {
            var mac = Mac.getInstance(fingerprintKey.getAlgorithm());
            mac.init(fingerprintKey);
            mac.update(credential.kind().name().getBytes(UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(credential.text().getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
