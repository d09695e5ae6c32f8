package io.pulsegate.webhooks;

import io.pulsegate.access.Viewer;
import io.pulsegate.audit.AuditLog;
import io.pulsegate.audit.Reason;
import io.pulsegate.faults.Input;
import io.pulsegate.integrations.Address;
import io.pulsegate.outbound.OutboundGuard;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.OrgTables;
import io.pulsegate.tenancy.Overlap;
import io.pulsegate.tenancy.SecretKey;
import io.pulsegate.tenancy.SigningSecret;
import io.pulsegate.work.Queued;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Adds endpoints, changes them, switches them on and off, and gives them secrets. What health says
 * of them is judged and written down in the same transaction.
 */
@Component
class Endpoints {

    private static final String ADD =
            "insert into webhooks (org_id, name, url, event_types, secret_id) values (?, ?, ?, ?,"
                    + " ?) returning id";
    private static final String SETTING =
            "select name, url, event_types from webhooks where org_id = ? and id = ? for update";
    private static final String CHANGE =
            "update webhooks set name = ?, url = ?, event_types = ?, updated_at = now() where"
                    + " org_id = ? and id = ?";

    /** What waits for an endpoint that was gone, and is paused by a person, waits. */
    private static final String PAUSE =
            """
            update webhooks set enabled = false, disabled_reason = ?, gone_at = null, updated_at = now()
             where org_id = ? and id = ? and (enabled or gone_at is not null)
            """;

    private static final String RESUME =
            """
            update webhooks set enabled = true, disabled_reason = null, gone_at = null, updated_at = now()
             where org_id = ? and id = ? and not enabled
            """;

    /**
     * The secret before the present one is kept as long as it signs, the one before that is not.
     */
    private static final String ROTATE =
            """
            with old as (select secret_id, previous_secret_id from webhooks where org_id = ? and id = ?),
                 changed as (
                 update webhooks w
                    set secret_id = ?, updated_at = now(),
                        previous_secret_id = case when n.hours > 0 then old.secret_id end,
                        previous_secret_until = case when n.hours > 0 and old.secret_id is not null then now() + make_interval(hours => n.hours) end
                   from old, (values (?::integer)) n (hours)
                  where w.org_id = ? and w.id = ?
              returning n.hours)
            delete from secrets s using old, changed
             where s.org_id = ? and s.id in (old.previous_secret_id, case when changed.hours = 0 then old.secret_id end)
            """;

    private static final String REMOVE =
            """
            with gone as (delete from webhooks where org_id = ? and id = ? returning org_id, secret_id, previous_secret_id)
            delete from secrets s using gone g
             where s.org_id = g.org_id and s.id in (g.secret_id, g.previous_secret_id)
            """;

    private final OrgDatabase database;
    private final OutboundGuard guard;
    private final ObjectProvider<SecretKey> key;
    private final ApplicationEventPublisher events;

    Endpoints(
            OrgDatabase database,
            OutboundGuard guard,
            ObjectProvider<SecretKey> key,
            ApplicationEventPublisher events) {
        this.database = database;
        this.guard = guard;
        this.key = key;
        this.events = events;
    }

    /** An endpoint with the secret that it was given. */
    record Made(UUID id, SigningSecret secret) {}

    Made add(Viewer viewer, NewWebhook wanted) {
        var setting = wanted.setting().checked(guard);
        var secret = SigningSecret.generate();
        var id =
                change(
                        viewer,
                        tables -> {
                            secret.keep(tables, key.getObject(), viewer.org());
                            var made = insert(tables, viewer.org(), setting, secret);
                            record(tables, viewer, "webhook.add", made, about(setting), null);
                            return made;
                        });
        return new Made(id, secret);
    }

    void change(Viewer viewer, UUID id, WebhookChange change) {
        change(
                viewer,
                tables -> {
                    var setting = change.appliedTo(known(tables, viewer.org(), id)).checked(guard);
                    tables.change(
                            CHANGE,
                            setting.name(),
                            setting.url(),
                            setting.eventTypes().toArray(String[]::new),
                            viewer.org().value(),
                            id);
                    record(tables, viewer, "webhook.change", id, about(setting), null);
                    return id;
                });
    }

    /** To pause it again changes nothing. */
    void pause(Viewer viewer, UUID id, Reason reason) {
        change(
                viewer,
                tables -> {
                    known(tables, viewer.org(), id);
                    if (tables.change(PAUSE, reason.words(), viewer.org().value(), id) > 0) {
                        record(tables, viewer, "webhook.pause", id, Map.of(), reason.words());
                    }
                    return id;
                });
    }

    /** What waited for it is due. To resume it again changes nothing. */
    void resume(Viewer viewer, UUID id) {
        change(
                viewer,
                tables -> {
                    known(tables, viewer.org(), id);
                    if (tables.change(RESUME, viewer.org().value(), id) > 0) {
                        record(tables, viewer, "webhook.resume", id, Map.of(), null);
                    }
                    return id;
                });
        events.publishEvent(new Queued(viewer.org()));
    }

    /** Another secret; the old one signs a while longer. */
    Made rotate(Viewer viewer, UUID id, Overlap overlap) {
        var org = viewer.org().value();
        var secret = SigningSecret.generate();
        change(
                viewer,
                tables -> {
                    known(tables, viewer.org(), id);
                    secret.keep(tables, key.getObject(), viewer.org());
                    tables.change(ROTATE, org, id, secret.id(), overlap.hours(), org, id, org);
                    var what = Map.of("overlap_hours", overlap.hours());
                    record(tables, viewer, "webhook.rotate_secret", id, what, null);
                    return id;
                });
        return new Made(id, secret);
    }

    void remove(Viewer viewer, UUID id, Reason reason) {
        change(
                viewer,
                tables -> {
                    var setting = known(tables, viewer.org(), id);
                    tables.change(REMOVE, viewer.org().value(), id);
                    record(tables, viewer, "webhook.remove", id, about(setting), reason.words());
                    return id;
                });
    }

    /**
     * Begins with the lock that all writers of an organisation take, and ends with the verdict. As
     * the gateway itself: people may store secrets, but not find them again.
     */
    private UUID change(Viewer viewer, Function<OrgTables, UUID> work) {
        var org = viewer.org().value();
        return database.inOrgPersistently(
                viewer.org(),
                Capacity.TRUSTEE,
                tables -> {
                    tables.awaitTurn();
                    var id = work.apply(tables);
                    tables.list("select refresh_integration_health(?, 'webhooks')", _ -> true, org);
                    return id;
                });
    }

    private static UUID insert(
            OrgTables tables, OrgId org, EndpointSetting setting, SigningSecret secret) {
        return tables.list(
                        ADD,
                        row -> row.getObject("id", UUID.class),
                        org.value(),
                        setting.name(),
                        setting.url(),
                        setting.eventTypes().toArray(String[]::new),
                        secret.id())
                .getFirst();
    }

    private static EndpointSetting known(OrgTables tables, OrgId org, UUID id) {
        return tables.list(SETTING, EndpointSetting::of, org.value(), id).stream()
                .findFirst()
                .orElseThrow(() -> Input.unknown("webhook"));
    }

    private static void record(
            OrgTables tables,
            Viewer viewer,
            String action,
            UUID webhook,
            Map<String, ?> what,
            @Nullable String reason) {
        AuditLog.write(tables, viewer, action, "webhook", webhook, what, reason);
    }

    private static Map<String, ?> about(EndpointSetting setting) {
        return Map.of(
                "name",
                setting.name(),
                "url",
                Address.shown(setting.url()),
                "event_types",
                setting.eventTypes());
    }
}
