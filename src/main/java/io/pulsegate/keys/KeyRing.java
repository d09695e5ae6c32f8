package io.pulsegate.keys;

import io.pulsegate.access.ApiKeyFormat;
import io.pulsegate.access.Viewer;
import io.pulsegate.audit.AuditLog;
import io.pulsegate.audit.Reason;
import io.pulsegate.faults.Fault;
import io.pulsegate.faults.Input;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgTables;
import io.pulsegate.tenancy.Overlap;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes keys, replaces them and ends them. A key that has ended stays known. */
@Component
class KeyRing {

    private static final int PREFIX = 8;
    private static final int END = 4;

    private final OrgDatabase database;

    KeyRing(OrgDatabase database) {
        this.database = database;
    }

    /** A key as it was made: its row, and itself. */
    record Made(UUID id, String token) {
        @Override
        public String toString() {
            return "Made[" + id + "]";
        }
    }

    Made create(Viewer viewer, NewApiKey wanted) {
        var checked = wanted.checked();
        return database.inOrg(
                viewer.org(),
                viewer.capacity(),
                tables -> {
                    var made = insert(tables, viewer, checked);
                    record(tables, viewer, "api_key.create", made.id(), about(checked), null);
                    return made;
                });
    }

    /** Another key of the same name and rights; the old one can be used a while longer. */
    Made rotate(Viewer viewer, UUID id, Overlap overlap) {
        return database.inOrg(
                viewer.org(),
                viewer.capacity(),
                tables -> {
                    var old = usable(tables, viewer, id);
                    tables.change(
                            "update api_keys set expires_at = least(expires_at, now() +"
                                    + " make_interval(secs => ?)) where org_id = ? and id = ?",
                            overlap.duration().toSeconds(),
                            viewer.org().value(),
                            id);
                    var made = insert(tables, viewer, old);
                    var what =
                            Map.of(
                                    "replaces",
                                    id,
                                    "overlap_seconds",
                                    overlap.duration().toSeconds());
                    record(tables, viewer, "api_key.rotate", made.id(), what, null);
                    return made;
                });
    }

    /** Ends it for good, everywhere within two seconds; to end it again changes nothing. */
    void revoke(Viewer viewer, UUID id, Reason reason) {
        database.inOrg(
                viewer.org(),
                viewer.capacity(),
                tables -> {
                    known(tables, viewer, id);
                    int revoked =
                            tables.change(
                                    "update api_keys set revoked_at = now()"
                                            + " where org_id = ? and id = ? and revoked_at is null",
                                    viewer.org().value(),
                                    id);
                    if (revoked > 0) {
                        record(tables, viewer, "api_key.revoke", id, Map.of(), reason.words());
                    }
                    return revoked;
                });
    }

    private static Made insert(OrgTables tables, Viewer viewer, NewApiKey key) {
        var token = ApiKeyFormat.generate();
        var id =
                tables.list(
                                "insert into api_keys (org_id, name, prefix, last4, scopes,"
                                        + " rate_limit_per_minute, expires_at, created_by)"
                                        + " values (?, ?, ?, ?, ?, ?, ?, ?) returning id",
                                row -> row.getObject("id", UUID.class),
                                viewer.org().value(),
                                key.name(),
                                token.substring(0, PREFIX),
                                token.substring(token.length() - END),
                                key.scopes().toArray(String[]::new),
                                key.limitPerMinute(),
                                key.expiresAt(),
                                viewer.subject().id())
                        .getFirst();
        tables.change(
                "insert into api_key_secrets (api_key_id, org_id, secret_hash) values (?, ?, ?)",
                id,
                viewer.org().value(),
                ApiKeyFormat.hash(token));
        return new Made(id, token);
    }

    private static NewApiKey usable(OrgTables tables, Viewer viewer, UUID id) {
        known(tables, viewer, id);
        return tables
                .list(
                        "select name, scopes, rate_limit_per_minute, expires_at from api_keys"
                                + " where org_id = ? and id = ? and revoked_at is null"
                                + " and (expires_at is null or expires_at > now()) for update",
                        row ->
                                new NewApiKey(
                                        row.getString("name"),
                                        List.of((String[]) row.getArray("scopes").getArray()),
                                        row.getObject("rate_limit_per_minute", Integer.class),
                                        row.getObject("expires_at", OffsetDateTime.class)),
                        viewer.org().value(),
                        id)
                .stream()
                .findFirst()
                .orElseThrow(() ->
                        new Fault.Invalid("This key has expired or was revoked: make a new one."));
    }

    /** Not there and not yours: the same answer. */
    private static void known(OrgTables tables, Viewer viewer, UUID id) {
        var found =
                tables.list(
                        "select id from api_keys where org_id = ? and id = ?",
                        row -> row.getObject("id", UUID.class),
                        viewer.org().value(),
                        id);
        if (found.isEmpty()) {
            throw Input.unknown("key");
        }
    }

    private static void record(
            OrgTables tables,
            Viewer viewer,
            String action,
            UUID key,
            Map<String, ?> what,
            @Nullable String reason) {
        AuditLog.write(tables, viewer, action, "api_key", key, what, reason);
    }

    private static Map<String, ?> about(NewApiKey key) {
        return Map.of("name", key.name(), "scopes", key.scopes());
    }
}
