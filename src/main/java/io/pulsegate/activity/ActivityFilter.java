package io.pulsegate.activity;

import io.pulsegate.faults.Fault;
import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.paging.PageQuery;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * Which events to list; null does not restrict.
 *
 * @param from at this instant or later
 * @param to before this instant
 * @param text found in message, error message or business reference
 * @param incident failures of this incident
 */
record ActivityFilter(
        @Nullable List<IntegrationType> type,
        @Nullable List<EventStatus> status,
        @Nullable OffsetDateTime from,
        @Nullable OffsetDateTime to,
        @Nullable String text,
        @Nullable String incident) {

    private static final UUID NOBODY = new UUID(0, 0);
    static final ActivityFilter NONE = new ActivityFilter(null, null, null, null, null, null);

    ActivityFilter {
        if (text != null && (text.strip().length() < 2 || text.length() > 200)) {
            throw new Fault.Invalid("`text` must have 2 to 200 characters.");
        }
        if (text != null && text.indexOf('\0') >= 0) {
            throw new Fault.Invalid("`text` must not contain the character U+0000.");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new Fault.Invalid("`from` must be before `to`.");
        }
    }

    /** The log, with only the conditions that restrict. */
    PageQuery query() {
        var query = PageQuery.of("integration_logs", "occurred_at");
        query.anyOf("integration_type", type).anyOf("status", status);
        // the partial index of problems is used only when the condition itself says so
        if (status != null && !status.contains(EventStatus.SUCCESS)) {
            query.where("status <> 'success'");
        }
        if (from != null) {
            query.where("occurred_at >= ?", from);
        }
        if (to != null) {
            query.where("occurred_at < ?", to);
        }
        if (text != null) {
            var like = "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
            query.where(
                    "(message ilike ? or error_message ilike ? or business_ref ilike ?)",
                    like,
                    like,
                    like);
        }
        if (incident != null) {
            query.where(
                    "fingerprint = (select i.fingerprint from incidents i where i.org_id = (select"
                            + " pulsegate_org_id()) and i.id = ?)",
                    id(incident));
        }
        return query;
    }

    /** What is no id names nothing, and so catches nothing. */
    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return NOBODY;
        }
    }
}
