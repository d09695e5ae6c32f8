package io.pulsegate.health;

import static io.pulsegate.integrations.IntegrationType.API_KEYS;

import io.pulsegate.health.HourlyCounts.Series;
import io.pulsegate.health.IntegrationHealth.ApiKeysHealth;
import io.pulsegate.health.IntegrationHealth.ComarchHealth;
import io.pulsegate.health.IntegrationHealth.EdiHealth;
import io.pulsegate.health.IntegrationHealth.ExportHealth;
import io.pulsegate.health.IntegrationHealth.ImportHealth;
import io.pulsegate.health.IntegrationHealth.WebhooksHealth;
import io.pulsegate.integrations.IntegrationType;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Makes a card of a row of the view {@code org_health}. */
final class HealthRow {

    private HealthRow() {}

    static IntegrationHealth card(ResultSet row) throws SQLException {
        var facts = facts(row);
        return switch (facts.type()) {
            case COMARCH ->
                    new ComarchHealth(
                            facts,
                            run(row),
                            nextExpected(row, facts),
                            time(row, "credential_ends"),
                            time(row, "last_probe_at"),
                            row.getObject("last_probe_ok", Boolean.class));
            case EDI ->
                    new EdiHealth(
                            facts,
                            run(row),
                            row.getInt("awaiting_ack"),
                            row.getInt("overdue_ack"),
                            row.getInt("rejected_24h"),
                            row.getInt("partners"));
            case API_KEYS -> apiKeys(row, facts);
            case WEBHOOKS ->
                    new WebhooksHealth(
                            facts,
                            row.getInt("active"),
                            row.getInt("failing"),
                            row.getInt("pending_deliveries"));
            case EXPORT -> new ExportHealth(facts, run(row), nextExpected(row, facts));
            case IMPORT -> new ImportHealth(facts, run(row), nextExpected(row, facts));
        };
    }

    private static Facts facts(ResultSet row) throws SQLException {
        return new Facts(
                IntegrationType.of(row.getString("integration_type")),
                IntegrationStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                HealthLevel.valueOf(row.getString("level").toUpperCase(Locale.ROOT)),
                StatusReason.of(row.getString("rule"), numbers(row)),
                time(row, "last_sync_at"),
                time(row, "last_error_at"),
                row.getString("last_error_message"),
                row.getObject("last_error_event_id", UUID.class),
                row.getLong("success_24h"),
                row.getLong("error_24h"),
                row.getLong("warning_24h"),
                hours(row),
                row.getInt("min_samples"),
                row.getObject("computed_at", OffsetDateTime.class),
                row.getObject("as_of", OffsetDateTime.class),
                time(row, "changes_at"),
                row.getLong("data_version"),
                row.getLong("event_count"));
    }

    /** Requests for API keys, logged outcomes for everything else. */
    private static HourlyCounts hours(ResultSet row) throws SQLException {
        var logged = hours(row, "hours");
        var requests = hours(row, "request_hours");
        boolean keys = IntegrationType.of(row.getString("integration_type")) == API_KEYS;
        return HourlyCounts.of(
                row.getObject("computed_at", OffsetDateTime.class),
                keys
                        ? new Series(requests, 1, 2, row.getLong("success_24h"))
                        : new Series(logged, 1, 0, row.getLong("success_24h")),
                new Series(logged, 2, 0, row.getLong("warning_24h")),
                keys
                        ? new Series(requests, 2, 0, row.getLong("error_24h"))
                        : new Series(logged, 3, 0, row.getLong("error_24h")));
    }

    private static List<Number[]> hours(ResultSet row, String column) throws SQLException {
        var hours = row.getArray(column);
        return hours == null ? List.of() : List.of((Number[][]) hours.getArray());
    }

    private static StatusReason.Numbers numbers(ResultSet row) throws SQLException {
        return new StatusReason.Numbers(
                row.getInt("active"),
                row.getInt("failing"),
                row.getLong("success_24h"),
                row.getLong("error_24h"),
                row.getDouble("ok_rate"),
                row.getDouble("error_rate"),
                time(row, "since"),
                time(row, "last_sync_at"),
                time(row, "last_error_at"),
                seconds(row, "stale_after_seconds"));
    }

    private static ApiKeysHealth apiKeys(ResultSet row, Facts facts) throws SQLException {
        var peak = row.getObject("peak_usage", Double.class);
        return new ApiKeysHealth(
                facts,
                row.getInt("active"),
                row.getLong("requests_24h"),
                row.getLong("throttled_24h"),
                peak == null ? null : Math.round(peak * 1000) / 10.0,
                row.getString("peak_key"),
                time(row, "peak_at"),
                time(row, "credential_ends"));
    }

    private static @Nullable SyncRun run(ResultSet row) throws SQLException {
        var entity = row.getString("run_entity");
        if (entity == null) {
            return null;
        }
        return new SyncRun(
                entity,
                SyncRun.State.valueOf(row.getString("run_state").toUpperCase(Locale.ROOT)),
                row.getObject("run_started_at", OffsetDateTime.class),
                time(row, "run_finished_at"),
                row.getInt("run_read"),
                row.getInt("run_written"),
                row.getInt("run_failed"));
    }

    private static @Nullable OffsetDateTime nextExpected(ResultSet row, Facts facts)
            throws SQLException {
        var every = seconds(row, "expected_every_seconds");
        return every == null || facts.lastSyncAt() == null ? null : facts.lastSyncAt().plus(every);
    }

    private static @Nullable Duration seconds(ResultSet row, String column) throws SQLException {
        var seconds = row.getObject(column, Long.class);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    private static @Nullable OffsetDateTime time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class);
    }
}
