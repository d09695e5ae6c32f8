package io.pulsegate.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.OrgTables;
import io.pulsegate.tenancy.OrgVersions;
import io.pulsegate.tenancy.SealedSecret;
import io.pulsegate.tenancy.SecretKey;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who may send webhooks, and their secrets. A sender is remembered while nothing changed in his
 * organisation's rights, as a credential is: withdrawn anywhere, refused everywhere.
 */
@Component
class WebhookSenders {

    private static final int SECRET_BYTES = 32;

    private static final String FIND =
            """
            select s.id, s.name, s.integration_type, c.id as secret_id, c.nonce, c.ciphertext
              from webhook_senders s
              join secrets c on c.org_id = s.org_id and c.id in (s.secret_id, s.previous_secret_id)
             where s.org_id = ? and s.id = ? and s.enabled
            """;
    private static final String KEEP =
            "insert into secrets (id, org_id, kind, nonce, ciphertext) values (?, ?,"
                    + " 'webhook_signing', ?, ?)";
    private static final String ADD =
            "insert into webhook_senders (id, org_id, name, integration_type, secret_id) values (?,"
                    + " ?, ?, ?, ?)";
    private static final String REMOVE =
            """
            with gone as (delete from webhook_senders where org_id = ? and id = ?
                          returning org_id, secret_id, previous_secret_id)
            delete from secrets c using gone g
             where c.org_id = g.org_id and c.id in (g.secret_id, g.previous_secret_id)
            """;

    private record Known(long accessVersion, Optional<WebhookSender> sender) {}

    private final OrgDatabase database;
    private final OrgVersions versions;
    private final ObjectProvider<SecretKey> key;
    private final Cache<WebhookAddress, Known> known =
            Caffeine.newBuilder()
                    .maximumSize(10_000)
                    .expireAfterWrite(Duration.ofMinutes(10))
                    .build();

    WebhookSenders(OrgDatabase database, OrgVersions versions, ObjectProvider<SecretKey> key) {
        this.database = database;
        this.versions = versions;
        this.key = key;
    }

    /** The sender at an address, empty when nobody is there, or nobody any more. */
    Optional<WebhookSender> at(WebhookAddress address) {
        long version = versions.accessVersion(address.org());
        var remembered = known.getIfPresent(address);
        if (remembered != null && remembered.accessVersion() >= version) return remembered.sender();
        var found = new Known(version, find(address));
        known.put(address, found);
        return found.sender();
    }

    private Optional<WebhookSender> find(WebhookAddress address) {
        var org = address.org();
        return database
                .inOrg(
                        org,
                        Capacity.SYSTEM,
                        tables ->
                                tables.list(
                                        FIND,
                                        row -> sender(row, org),
                                        org.value(),
                                        address.sender()))
                .stream()
                .reduce(WebhookSender::and);
    }

    private WebhookSender sender(ResultSet row, OrgId org) throws SQLException {
        var sealed = new SealedSecret(row.getBytes("nonce"), row.getBytes("ciphertext"));
        var secret = sealed.open(key(), org, row.getObject("secret_id", UUID.class));
        return new WebhookSender(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("integration_type"),
                List.of(secret));
    }

    /**
     * A new sender, and the secret, which is shown once.
     *
     * @throws Fault.Invalid when the name is taken
     */
    NewWebhookSender add(OrgId org, String name, String integration) {
        var secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        try {
            var address =
                    database.inOrg(
                            org,
                            Capacity.ADMIN,
                            tables -> add(tables, org, name, integration, secret));
            return new NewWebhookSender(
                    address.sender(), name, address.path(), WebhookSignature.spell(secret));
        } catch (DuplicateKeyException e) {
            throw new Fault.Invalid("A sender has that name already.");
        }
    }

    private WebhookAddress add(
            OrgTables tables, OrgId org, String name, String integration, byte[] secret) {
        var secretId = EventIds.next();
        var sealed = SealedSecret.seal(key(), org, secretId, secret);
        tables.change(KEEP, secretId, org.value(), sealed.nonce(), sealed.ciphertext());
        var address = new WebhookAddress(org, EventIds.next());
        tables.change(ADD, address.sender(), org.value(), name, integration, secretId);
        return address;
    }

    /** Whether there was one. */
    boolean remove(OrgId org, UUID sender) {
        return database.inOrg(
                org, Capacity.SYSTEM, tables -> tables.change(REMOVE, org.value(), sender) > 0);
    }

    private SecretKey key() {
        return key.getObject();
    }
}
