package io.pulsegate.audit;

import io.pulsegate.access.Viewer;
import io.pulsegate.tenancy.OrgTables;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.UUID;

/** Who did what, and why. Written in the transaction of the act. */
public final class AuditLog {

    private static final String INSERT =
            """
            insert into audit_log (org_id, actor_kind, actor_id, action, target_type, target_id, after, reason)
            values (?, ?, ?, ?, ?, ?, ?::jsonb, ?)
            """;

    private AuditLog() {}

    /**
     * Adds one act.
     *
     * @param action such as {@code api_key.revoke}
     * @param targetType the table's name in the singular
     * @param what the act's own figures and choices; never a secret
     */
    public static void write(
            OrgTables tables,
            Viewer viewer,
            String action,
            String targetType,
            @Nullable UUID target,
            Map<String, ?> what,
            @Nullable String reason) {
        tables.change(
                INSERT,
                viewer.org().value(),
                viewer.subject() instanceof Viewer.User ? "user" : "api_key",
                viewer.subject().id(),
                action,
                targetType,
                target,
                JsonMapper.shared().writeValueAsString(what),
                reason);
    }
}
