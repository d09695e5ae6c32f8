package io.pulsegate.db;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a table promises, and a row to try it with.
 *
 * @param granted what the gateway's role may do at all
 * @param readers capacities that see a row of the one announced organisation; null: all, and of
 *     every announced organisation
 * @param writers likewise, who may write; always for exactly one announced organisation
 * @param columns of the row, and its values: {@code :org}, {@code :id} of the row, and {@code
 *     {table}} for the id of the organisation's row there
 */
record Table(
        String name,
        Set<Command> granted,
        Set<String> readers,
        Set<String> writers,
        boolean singleOrg,
        String columns,
        String values) {

    enum Command {
        SELECT,
        INSERT,
        UPDATE,
        DELETE
    }

    static final List<String> CAPACITIES = List.of("", "reader", "admin", "system", "root");

    private static final Pattern PARENT = Pattern.compile("\\{(\\w+)}");

    /** Readable for every announced organisation. */
    static final List<Table> ANNOUNCED =
            List.of(
                    announced("organizations", "siu", "id, name", ":org, 'probe'"),
                    announced("org_versions", "siu", "org_id", ":org"),
                    announced(
                            "audit_heads", "siu", "org_id, number, hash, at", ":org, 1, '', now()"),
                    announced(
                            "user_access",
                            "siud",
                            "org_id, user_id, role",
                            ":org, {users}, 'USER'"),
                    announced(
                            "api_keys",
                            "siu",
                            "id, org_id, name, prefix, last4, scopes",
                            ":id, :org, 'k', 'p', '1234', '{}'"),
                    announced(
                            "api_key_usage",
                            "siud",
                            "org_id, api_key_id, grain, bucket",
                            ":org, {api_keys}, 'm', now()"),
                    announced("api_usage", "siud", "org_id, grain, bucket", ":org, 'm', now()"),
                    announced(
                            "api_key_peaks",
                            "siu",
                            "org_id, api_key_id, requests, minute, last_minute",
                            ":org, {api_keys}, 1, now(), now()"),
                    announced(
                            "integration_connections",
                            "siud",
                            "id, org_id, integration_type, name",
                            ":id, :org, 'edi', ':id'"),
                    announced(
                            "webhooks",
                            "siud",
                            "id, org_id, name, url",
                            ":id, :org, 'w', 'https://w.example'"),
                    announced(
                            "integration_logs",
                            "si",
                            "id, org_id, integration_type, event_type, status, message,"
                                    + " occurred_at",
                            ":id, :org, 'edi', 't', 'error', 'm', now()"),
                    announced(
                            "webhook_deliveries",
                            "siu",
                            "id, org_id, webhook_id, message_id, event_type, status",
                            ":id, :org, {webhooks}, :id, 't', 'dead'"),
                    announced(
                            "webhook_delivery_attempts",
                            "si",
                            "id, org_id, delivery_id, attempt_number, trigger, url, started_at",
                            ":id, :org, {webhook_deliveries}, 1, 'manual', 'u', now()"),
                    announced(
                            "edi_interchanges",
                            "siu",
                            "id, org_id, partner, standard, message_type, direction,"
                                    + " control_number, sent_at, ack_status",
                            ":id, :org, 'p', 'X12', '810', 'inbound', ':id', now(), 'none'"),
                    announced(
                            "sync_runs",
                            "siu",
                            "id, org_id, integration_type, connection_id, entity, state,"
                                    + " started_at",
                            ":id, :org, 'edi', {integration_connections}, 'e', 'failed', now()"),
                    announced(
                            "retry_queue",
                            "siud",
                            "id, org_id, log_id, integration_type, handler, max_attempts, run_at",
                            ":id, :org, {integration_logs}, 'edi', 'h', 3, now()"),
                    announced(
                            "incidents",
                            "siud",
                            "id, org_id, fingerprint, fingerprint_version, integration_type,"
                                    + " event_type, title, last_log_id, state, first_seen_at,"
                                    + " last_seen_at, total_count, quiet_for",
                            ":id, :org, :id, 1, 'edi', 't', 'm', :id, 'watched', now(), now(), 1,"
                                    + " '1 hour'"),
                    announced(
                            "incident_references",
                            "siud",
                            "org_id, incident_id, business_ref, business_kind, failed_at",
                            ":org, {incidents}, ':id', 'order', now()"),
                    announced(
                            "dead_letter_queue",
                            "siu",
                            "id, org_id, log_id, integration_type, handler, reason, attempts,"
                                    + " dead_at",
                            ":id, :org, {integration_logs}, 'edi', 'h', 'r', 3, now()"),
                    announced(
                            "replays",
                            "siu",
                            "id, org_id, idempotency_key, requested_by, reason, filter, total,"
                                    + " canary, rate_per_second, stop_at_failure_percent",
                            ":id, :org, ':id', :id, 'r', '{}', 1, 1, 1, 20"),
                    announced(
                            "retry_tickets",
                            "siu",
                            "id, org_id, idempotency_key, log_id, state, requested_by",
                            ":id, :org, ':id', {integration_logs}, 'queued', :id"),
                    announced(
                            "finished_leases",
                            "sid",
                            "org_id, lease_id, work_id, outcome",
                            ":org, :id, :id, 'dead'"),
                    announced(
                            "integration_stats",
                            "siud",
                            "org_id, grain, bucket, integration_type",
                            ":org, 'd', now(), 'edi'"),
                    announced(
                            "integration_health",
                            "siu",
                            "id, org_id, integration_type",
                            ":id, :org, 'import'"),
                    announced(
                            "webhook_senders",
                            "siud",
                            "id, org_id, name, integration_type",
                            ":id, :org, ':id', 'import'"),
                    announced(
                            "ingested_events",
                            "sid",
                            "org_id, event_key, log_id",
                            ":org, :id, :id"),
                    announced(
                            "integration_status_changes",
                            "si",
                            "id, org_id, integration_type, from_status, from_level, to_status,"
                                    + " to_level, rule",
                            ":id, :org, 'edi', 'a', 'b', 'c', 'd', 'e'"));

    /** Readable for exactly one announced organisation, and in some capacities only. */
    static final List<Table> SINGLE_ORG =
            List.of(
                    single(
                            "users",
                            "siu",
                            Set.of("admin", "system"),
                            Set.of("admin", "system"),
                            "id, org_id, email, display_name",
                            ":id, :org, ':id@probe.example', 'n'"),
                    single(
                            "sessions",
                            "siud",
                            Set.of("system"),
                            Set.of("system"),
                            "id, org_id, user_id, token_hash, expires_at",
                            ":id, :org, {users}, sha256(':id'), now()"),
                    single(
                            "api_key_secrets",
                            "id",
                            Set.of(),
                            Set.of("admin", "system"),
                            "api_key_id, org_id, secret_hash",
                            "{api_keys}, :org, sha256(':id')"),
                    single(
                            "secrets",
                            "sid",
                            Set.of("system"),
                            Set.of("admin", "system"),
                            "id, org_id, kind, nonce, ciphertext",
                            ":id, :org, 'webhook_signing', '123456789012', 'c'"),
                    single(
                            "audit_log",
                            "si",
                            Set.of("admin"),
                            Set.of("admin", "system"),
                            "id, org_id, actor_kind, action",
                            ":id, :org, 'system', 'probe'"),
                    single(
                            "event_payloads",
                            "si",
                            Set.of("admin", "reader", "system"),
                            Set.of("admin", "system"),
                            "id, org_id, redaction_version",
                            ":id, :org, 1"));

    /** No organisation's data: not granted to the gateway's role at all. */
    static final Set<String> HOUSEKEEPING = Set.of("partition_plans", "flyway_schema_history");

    String orgColumn() {
        return name.equals("organizations") ? "id" : "org_id";
    }

    /**
     * Whether {@code command}, in a context that announces the given number of organisations, this
     * one among them, reaches its row.
     */
    boolean promises(Command command, int announced, String capacity) {
        if (!granted.contains(command)) return false;
        return command == Command.SELECT
                ? announced >= 1 && (!singleOrg || announced == 1) && readers.contains(capacity)
                : announced == 1 && writers.contains(capacity);
    }

    /** The statement that makes a row of {@code org}. */
    String insert(UUID org, UUID id) {
        var row =
                PARENT.matcher(values)
                        .replaceAll(parent -> "'" + idOf(parent.group(1), org) + "'")
                        .replace("':id", "'" + id)
                        .replace(":id", "'" + id + "'")
                        .replace(":org", "'" + org + "'");
        return "insert into %s (%s) values (%s)".formatted(name, columns, row);
    }

    /** The id of the row that every organisation of these proofs has in every table. */
    static UUID idOf(String table, UUID org) {
        return UUID.nameUUIDFromBytes((table + org).getBytes(StandardCharsets.UTF_8));
    }

    private static Table announced(String name, String granted, String columns, String values) {
        var anybody = Set.copyOf(CAPACITIES);
        return new Table(name, commands(granted), anybody, anybody, false, columns, values);
    }

    private static Table single(
            String name,
            String granted,
            Set<String> readers,
            Set<String> writers,
            String columns,
            String values) {
        return new Table(name, commands(granted), readers, writers, true, columns, values);
    }

    private static Set<Command> commands(String initials) {
        return java.util.Arrays.stream(Command.values())
                .filter(command ->
                        initials.indexOf(Character.toLowerCase(command.name().charAt(0))) >= 0)
                .collect(java.util.stream.Collectors.toSet());
    }
}
