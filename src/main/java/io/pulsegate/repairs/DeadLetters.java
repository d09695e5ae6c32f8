package io.pulsegate.repairs;

import io.pulsegate.access.Viewer;
import io.pulsegate.audit.AuditLog;
import io.pulsegate.audit.Reason;
import io.pulsegate.faults.Fault;
import io.pulsegate.faults.Input;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgTables;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/** Dead letters that are given up, one or many, and what a filter catches. */
@Component
class DeadLetters {

    /** More than anybody has looked at: the filter must say more. */
    static final int MOST = 5000;

    private static final String PREVIEW =
            """
            with matching as materialized (select * from matching_dead_letters(?, ?, ?, ?))
            select case when o.event_id is null then 'EVENT_GONE' else o.obstacle end as obstacle, count(*) as count
              from matching m
              left join retry_obstacles(array(select log_id from matching)) o on o.event_id = m.log_id
             group by 1 order by 2 desc, 1
            """;
    private static final String DISCARD =
            """
            update dead_letter_queue set state = 'discarded', decided_by = ?, decided_at = now(), note = ?
             where org_id = (select pulsegate_org_id()) and state = 'dead'
            """;

    private final OrgDatabase database;

    DeadLetters(OrgDatabase database) {
        this.database = database;
    }

    DeadLetterPreview preview(Viewer viewer, RepairFilter filter) {
        return database.inOrgPersistently(
                viewer.org(), viewer.capacity(), tables -> preview(tables, filter));
    }

    static DeadLetterPreview preview(OrgTables tables, RepairFilter filter) {
        return new DeadLetterPreview(
                tables.list(PREVIEW, DeadLetterPreview.Part::of, filter.parameters()));
    }

    int discard(Viewer viewer, UUID id, Reason reason) {
        return database.inOrgPersistently(
                viewer.org(),
                viewer.capacity(),
                tables -> {
                    int done =
                            tables.change(
                                    DISCARD + " and id = ?",
                                    viewer.subject().id(),
                                    reason.words(),
                                    id);
                    if (done == 0) {
                        throw unchanged(tables, id);
                    }
                    AuditLog.write(
                            tables,
                            viewer,
                            "dead_letter.discarded",
                            "dead_letter",
                            id,
                            Map.of("count", 1),
                            reason.words());
                    return done;
                });
    }

    private static Fault unchanged(OrgTables tables, UUID id) {
        var known =
                tables.list(
                        "select state from dead_letter_queue where org_id = (select"
                                + " pulsegate_org_id()) and id = ?",
                        row -> row.getString("state"),
                        id);
        return known.isEmpty()
                ? Input.unknown("dead letter")
                : new Fault.Stale("It is not dead any more: it was " + known.getFirst() + ".");
    }

    /** All that the filter catches, if they are as many as whoever asks has seen. */
    int discardAll(Viewer viewer, RepairFilter filter, int expected, Reason reason) {
        return database.inOrgPersistently(
                viewer.org(),
                viewer.capacity(),
                tables -> {
                    var parameters = new ArrayList<@Nullable Object>();
                    parameters.add(viewer.subject().id());
                    parameters.add(reason.words());
                    parameters.addAll(Arrays.asList(filter.parameters()));
                    int done =
                            tables.change(
                                    DISCARD
                                            + " and id in (select m.id from"
                                            + " matching_dead_letters(?, ?, ?, ?) m)",
                                    parameters.toArray());
                    requireExpected(done, expected);
                    AuditLog.write(
                            tables,
                            viewer,
                            "dead_letters.discarded",
                            "dead_letters",
                            null,
                            Map.of("count", done, "filter", filter.said()),
                            reason.words());
                    return done;
                });
    }

    static void requireExpected(int found, int expected) {
        if (found > MOST) {
            throw new Fault.Invalid("More than " + MOST + " match: narrow the filter.");
        }
        if (found != expected) {
            throw new Fault.Stale(
                    "The filter matches " + found + " now, not " + expected + ". Look again.");
        }
    }
}
