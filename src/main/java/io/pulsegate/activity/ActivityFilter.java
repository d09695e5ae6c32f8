package io.pulsegate.activity;

import io.pulsegate.faults.Fault;
import io.pulsegate.integrations.IntegrationType;
import io.pulsegate.paging.Cursor;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which events to list; null does not restrict.
 *
 * @param from at this instant or later
 * @param to before this instant
 * @param text found in message, error message or business reference
 */
record ActivityFilter(
        @Nullable List<IntegrationType> type,
        @Nullable List<EventStatus> status,
        @Nullable OffsetDateTime from,
        @Nullable OffsetDateTime to,
        @Nullable String text) {

    static final ActivityFilter NONE = new ActivityFilter(null, null, null, null, null);

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

    /**
     * The SELECT with only the conditions that restrict, made of fixed pieces; no caller's text is
     * in it.
     */
    String sql(boolean after) {
        var sql =
                new StringBuilder(
                        "select l.* from integration_logs l where l.org_id = (select"
                                + " pulsegate_org_id())");
        if (type != null) {
            sql.append(" and l.integration_type = any (?)");
        }
        if (status != null) {
            sql.append(" and l.status = any (?)");
        }
        // the partial index of problems is used only when the condition itself says so
        if (status != null && !status.contains(EventStatus.SUCCESS)) {
            sql.append(" and l.status <> 'success'");
        }
        if (from != null) {
            sql.append(" and l.occurred_at >= ?");
        }
        if (to != null) {
            sql.append(" and l.occurred_at < ?");
        }
        if (text != null) {
            sql.append(
                    " and (l.message ilike ? or l.error_message ilike ? or l.business_ref ilike"
                            + " ?)");
        }
        if (after) {
            sql.append(" and (l.occurred_at, l.id) < (?, ?)");
        }
        return sql.append(" order by l.occurred_at desc, l.id desc limit ?").toString();
    }

    /** The parameters of {@link #sql}, in its order. */
    List<Object> parameters(@Nullable Cursor after, int limit) {
        var parameters = new ArrayList<Object>();
        if (type != null) {
            parameters.add(type.stream().map(IntegrationType::code).toArray(String[]::new));
        }
        if (status != null) {
            parameters.add(
                    status.stream()
                            .map(s -> s.name().toLowerCase(Locale.ROOT))
                            .toArray(String[]::new));
        }
        if (from != null) {
            parameters.add(from);
        }
        if (to != null) {
            parameters.add(to);
        }
        if (text != null) {
            var pattern = "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
            parameters.addAll(List.of(pattern, pattern, pattern));
        }
        if (after != null) {
            parameters.addAll(List.of(after.time(), after.id()));
        }
        parameters.add(limit);
        return parameters;
    }
}
