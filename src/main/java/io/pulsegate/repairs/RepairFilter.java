package io.pulsegate.repairs;

import static java.util.Objects.requireNonNullElse;

import io.pulsegate.faults.Fault;
import io.pulsegate.integrations.IntegrationType;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which dead letters; null does not restrict.
 *
 * @param from dead since this instant or later
 * @param to dead since before this instant
 * @param text found in the reason
 */
record RepairFilter(
        @Nullable List<IntegrationType> type,
        @Nullable OffsetDateTime from,
        @Nullable OffsetDateTime to,
        @Nullable String text) {

    RepairFilter {
        var words = requireNonNullElse(text, "  ");
        if (words.length() < 2 || words.length() > 200 || words.indexOf('\0') >= 0) {
            throw new Fault.Invalid("`text` must have 2 to 200 characters.");
        }
    }

    /** Of {@code matching_dead_letters}, in its order. */
    @Nullable Object[] parameters() {
        return new @Nullable Object[] {
            type == null ? null : type.stream().map(IntegrationType::code).toArray(String[]::new),
            from,
            to,
            text == null ? null : "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%"
        };
    }

    /** As the audit log and a replay keep it. */
    Map<String, Object> said() {
        var said = new LinkedHashMap<String, Object>();
        if (type != null) said.put("type", type.stream().map(IntegrationType::code).toList());
        if (from != null) said.put("from", from.toString());
        if (to != null) said.put("to", to.toString());
        if (text != null) said.put("text", text);
        return said;
    }
}
