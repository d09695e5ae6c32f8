package io.pulsegate.connections;

import io.pulsegate.access.Viewer;
import io.pulsegate.audit.AuditLog;
import io.pulsegate.audit.Reason;
import io.pulsegate.faults.Fault;
import io.pulsegate.faults.Input;
import io.pulsegate.integrations.Address;
import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.outbound.OutboundGuard;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.OrgTables;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Sets connections up, changes them, switches them on and off. What health says of them is judged
 * and written down in the same transaction.
 */
@Component
class Switchboard {

    private static final String ADD =
            """
            insert into integration_connections (org_id, integration_type, name, expected_interval, credential_expires_at,
                                                 probe_url, probe_interval, next_probe_at)
            values (?, ?, ?, make_interval(secs => ?::float8), ?::timestamptz, ?::text, make_interval(secs => ?),
                    case when ?::text is not null then now() end)
            returning id
            """;
    private static final String SETTING =
            """
            select name, extract(epoch from expected_interval)::bigint as expected_every, credential_expires_at, credential_revoked_at,
                   probe_url, extract(epoch from probe_interval)::bigint as probe_every
              from integration_connections where org_id = ? and id = ? for update
            """;

    /** What was found out about another URL says nothing about this one. */
    private static final String CHANGE =
            """
            update integration_connections c
               set name = n.name, expected_interval = make_interval(secs => n.expected), credential_expires_at = n.expires,
                   credential_revoked_at = n.revoked, probe_url = n.url, probe_interval = make_interval(secs => n.every),
                   next_probe_at = case when c.enabled and n.url is not null then now() end,
                   last_probe_at = case when c.probe_url = n.url then c.last_probe_at end,
                   last_probe_ok = case when c.probe_url = n.url then c.last_probe_ok end,
                   last_probe_message = case when c.probe_url = n.url then c.last_probe_message end,
                   probe_leased_until = case when c.probe_url = n.url then c.probe_leased_until end,
                   updated_at = now()
              from (values (?, ?::float8, ?::timestamptz, ?::timestamptz, ?::text, ?::float8)) n (name, expected, expires, revoked, url, every)
             where c.org_id = ? and c.id = ?
            """;

    private static final String SWITCH =
            """
            update integration_connections
               set enabled = ?, next_probe_at = case when ? and probe_url is not null then now() end, updated_at = now()
             where org_id = ? and id = ? and enabled <> ?
            """;
    private static final String REMOVE =
            "delete from integration_connections where org_id = ? and id = ?";

    private final OrgDatabase database;
    private final OutboundGuard guard;

    Switchboard(OrgDatabase database, OutboundGuard guard) {
        this.database = database;
        this.guard = guard;
    }

    UUID add(Viewer viewer, NewConnection wanted) {
        var type = wanted.connectable();
        var setting = wanted.setting().checked(guard);
        return change(
                viewer,
                tables -> {
                    var id = insert(tables, viewer.org(), type, setting);
                    record(tables, viewer, "connection.add", id, about(setting), null);
                    return id;
                });
    }

    void change(Viewer viewer, UUID id, ConnectionChange change) {
        change(
                viewer,
                tables -> {
                    var setting =
                            change.appliedTo(setting(tables, viewer.org(), id)).checked(guard);
                    update(tables, viewer.org(), id, setting);
                    record(tables, viewer, "connection.change", id, about(setting), null);
                    return id;
                });
    }

    /** To switch it as it is changes nothing. */
    void switchTo(Viewer viewer, UUID id, boolean enabled, @Nullable Reason reason) {
        var org = viewer.org().value();
        change(
                viewer,
                tables -> {
                    setting(tables, viewer.org(), id);
                    if (tables.change(SWITCH, enabled, enabled, org, id, enabled) > 0) {
                        var action = enabled ? "connection.enable" : "connection.disable";
                        var why = reason == null ? null : reason.words();
                        record(tables, viewer, action, id, Map.of(), why);
                    }
                    return id;
                });
    }

    void remove(Viewer viewer, UUID id, Reason reason) {
        change(
                viewer,
                tables -> {
                    var setting = setting(tables, viewer.org(), id);
                    tables.change(REMOVE, viewer.org().value(), id);
                    record(tables, viewer, "connection.remove", id, about(setting), reason.words());
                    return id;
                });
    }

    /** Begins with the lock that all writers of an organisation take, and ends with the verdict. */
    private UUID change(Viewer viewer, Function<OrgTables, UUID> work) {
        var org = viewer.org().value();
        try {
            return database.inOrgPersistently(
                    viewer.org(),
                    viewer.capacity(),
                    tables -> {
                        tables.awaitTurn();
                        var id = work.apply(tables);
                        tables.list("select refresh_integration_health(?, null)", _ -> true, org);
                        return id;
                    });
        } catch (DuplicateKeyException e) {
            throw new Fault.Invalid("`name`: a connection of this type has that name already.");
        }
    }

    private static UUID insert(OrgTables tables, OrgId org, IntegrationType type, Setting setting) {
        return tables.list(
                        ADD,
                        row -> row.getObject("id", UUID.class),
                        org.value(),
                        type.code(),
                        setting.name(),
                        setting.expectedEvery(),
                        setting.credentialExpiresAt(),
                        setting.probeUrl(),
                        setting.probeEvery(),
                        setting.probeUrl())
                .getFirst();
    }

    private static void update(OrgTables tables, OrgId org, UUID id, Setting setting) {
        tables.change(
                CHANGE,
                setting.name(),
                setting.expectedEvery(),
                setting.credentialExpiresAt(),
                setting.credentialRevokedAt(),
                setting.probeUrl(),
                setting.probeEvery(),
                org.value(),
                id);
    }

    private static Setting setting(OrgTables tables, OrgId org, UUID id) {
        return tables.list(SETTING, Setting::of, org.value(), id).stream()
                .findFirst()
                .orElseThrow(() -> Input.unknown("connection"));
    }

    private static void record(
            OrgTables tables,
            Viewer viewer,
            String action,
            UUID connection,
            Map<String, ?> what,
            @Nullable String reason) {
        AuditLog.write(tables, viewer, action, "integration_connection", connection, what, reason);
    }

    private static Map<String, ?> about(Setting setting) {
        var about = new LinkedHashMap<String, Object>();
        about.put("name", setting.name());
        if (setting.expectedEvery() != null) {
            about.put("expected_every_seconds", setting.expectedEvery());
        }
        if (setting.probeUrl() != null) {
            about.put("probe_url", Address.shown(setting.probeUrl()));
            about.put("probe_every_seconds", setting.probeEvery());
        }
        about.put("credential_revoked", setting.credentialRevokedAt() != null);
        return about;
    }
}
