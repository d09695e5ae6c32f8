package io.pulsegate.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.pulsegate.access.Viewer;
import io.pulsegate.audit.AuditLog;
import io.pulsegate.faults.Fault;
import io.pulsegate.faults.Input;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.OrgTables;
import io.pulsegate.tenancy.OrgVersions;
import io.pulsegate.tenancy.Overlap;
import io.pulsegate.tenancy.Read;
import io.pulsegate.tenancy.SealedSecret;
import io.pulsegate.tenancy.SecretKey;
import io.pulsegate.tenancy.SigningSecret;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who may send webhooks, and their secrets. A sender is remembered while nothing changed in his
 * organisation's rights, as a credential is: withdrawn anywhere, refused everywhere.
 */
@Component
class WebhookSenders {

    private static final String FIND =
            """
            select s.id, s.name, s.integration_type, c.id as secret_id, c.nonce, c.ciphertext, v.access_version
              from webhook_senders s
              join org_versions v on v.org_id = s.org_id
              join secrets c on c.org_id = s.org_id
                            and (c.id = s.secret_id
                                 or c.id = s.previous_secret_id and (s.previous_secret_until is null or s.previous_secret_until > now()))
             where s.org_id = ? and s.id = ? and s.enabled
            """;
    private static final String ADD =
            "insert into webhook_senders (id, org_id, name, integration_type, secret_id) values (?,"
                    + " ?, ?, ?, ?)";
    private static final String LIST =
            """
            select org_id, id, name, integration_type, created_at,
                   case when previous_secret_until > now() then previous_secret_until end as previous_secret_until
              from webhook_senders where org_id = (select pulsegate_org_id()) order by name
            """;

    /**
     * The secret before the present one is kept as long as it is right, the one before that is not.
     */
    private static final String ROTATE =
            """
            with old as (select secret_id, previous_secret_id from webhook_senders where org_id = ? and id = ?),
                 changed as (
                 update webhook_senders s
                    set secret_id = ?,
                        previous_secret_id = case when n.hours > 0 then old.secret_id end,
                        previous_secret_until = case when n.hours > 0 then now() + make_interval(hours => n.hours) end
                   from old, (values (?::integer)) n (hours)
                  where s.org_id = ? and s.id = ?
              returning n.hours)
            delete from secrets c using old, changed
             where c.org_id = ? and c.id in (old.previous_secret_id, case when changed.hours = 0 then old.secret_id end)
            """;

    private static final String REMOVE =
            """
            with gone as (delete from webhook_senders where org_id = ? and id = ?
                          returning org_id, secret_id, previous_secret_id)
            delete from secrets c using gone g
             where c.org_id = g.org_id and c.id in (g.secret_id, g.previous_secret_id)
            """;

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** A sender, and the version of his organisation's rights that he is of. */
    private record Known(WebhookSender sender, long accessVersion) {

        Known and(Known other) {
            return new Known(sender.and(other.sender), accessVersion);
        }
    }

    private final OrgDatabase database;
    private final OrgVersions versions;
    private final ObjectProvider<SecretKey> key;
    private final Cache<WebhookAddress, Known> known =
            Caffeine.newBuilder()
                    .maximumSize(10_000)
                    // at most so long is a secret taken that time alone has ended
                    .expireAfterWrite(Duration.ofMinutes(1))
                    .build();

    WebhookSenders(OrgDatabase database, OrgVersions versions, ObjectProvider<SecretKey> key) {
        this.database = database;
        this.versions = versions;
        this.key = key;
    }

    /**
     * The sender at an address, empty when nobody is there, or nobody any more. Strangers make
     * addresses up: what no sender has is neither remembered nor an organisation to watch.
     */
    Optional<WebhookSender> at(WebhookAddress address) {
        var remembered = known.getIfPresent(address);
        if (remembered != null
                && remembered.accessVersion() >= versions.accessVersion(address.org())) {
            return Optional.of(remembered.sender());
        }
        var found = find(address);
        found.ifPresentOrElse(
                sender -> known.put(address, sender), () -> known.invalidate(address));
        return found.map(Known::sender);
    }

    private Optional<Known> find(WebhookAddress address) {
        var org = address.org();
        return database
                .inOrg(
                        org,
                        Capacity.SYSTEM,
                        tables ->
                                tables.list(
                                        FIND,
                                        row ->
                                                new Known(
                                                        sender(row, org),
                                                        row.getLong("access_version")),
                                        org.value(),
                                        address.sender()))
                .stream()
                .reduce(Known::and);
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

    List<ListedSender> all(OrgId org) {
        var read = new Read<>(LIST, ListedSender::of, List.of());
        return database
                .read(List.of(org), Capacity.VIEWER, TIMEOUT, List.of(read))
                .rows()
                .getFirst()
                .of(org)
                .stream()
                .map(ListedSender.class::cast)
                .toList();
    }

    /**
     * A new sender, and the secret, which is shown once.
     *
     * @throws Fault.Invalid when the name is taken
     */
    NewWebhookSender add(Viewer viewer, String name, String integration) {
        var org = viewer.org();
        var secret = SigningSecret.generate();
        var address = new WebhookAddress(org, EventIds.next());
        try {
            return database.inOrg(
                    org,
                    viewer.capacity(),
                    tables -> {
                        secret.keep(tables, key(), org);
                        tables.change(
                                ADD, address.sender(), org.value(), name, integration, secret.id());
                        record(tables, viewer, "add", address.sender(), Map.of("name", name));
                        return new NewWebhookSender(
                                address.sender(), name, address.path(), secret.spelled());
                    });
        } catch (DuplicateKeyException e) {
            throw new Fault.Invalid("A sender has that name already.");
        }
    }

    /**
     * Another secret; the old one is right a while longer. As the gateway, that may see secrets.
     */
    NewWebhookSender rotate(Viewer viewer, UUID sender, Overlap overlap) {
        var org = viewer.org();
        var secret = SigningSecret.generate();
        return database.inOrg(
                org,
                Capacity.SYSTEM,
                tables -> {
                    var name = name(tables, org, sender);
                    secret.keep(tables, key(), org);
                    tables.change(
                            ROTATE,
                            org.value(),
                            sender,
                            secret.id(),
                            overlap.hours(),
                            org.value(),
                            sender,
                            org.value());
                    record(
                            tables,
                            viewer,
                            "rotate_secret",
                            sender,
                            Map.of("overlap_hours", overlap.hours()));
                    var path = new WebhookAddress(org, sender).path();
                    return new NewWebhookSender(sender, name, path, secret.spelled());
                });
    }

    void remove(Viewer viewer, UUID sender) {
        var org = viewer.org();
        database.inOrg(
                org,
                Capacity.SYSTEM,
                tables -> {
                    var name = name(tables, org, sender);
                    tables.change(REMOVE, org.value(), sender);
                    record(tables, viewer, "remove", sender, Map.of("name", name));
                    return true;
                });
    }

    private static String name(OrgTables tables, OrgId org, UUID sender) {
        return tables
                .list(
                        "select name from webhook_senders where org_id = ? and id = ? for update",
                        row -> row.getString("name"),
                        org.value(),
                        sender)
                .stream()
                .findFirst()
                .orElseThrow(() -> Input.unknown("sender"));
    }

    private static void record(
            OrgTables tables, Viewer viewer, String act, UUID sender, Map<String, ?> what) {
        AuditLog.write(
                tables, viewer, "webhook_sender." + act, "webhook_sender", sender, what, null);
    }

    private SecretKey key() {
        return key.getObject();
    }
}
