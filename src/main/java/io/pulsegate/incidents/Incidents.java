package io.pulsegate.incidents;

import io.pulsegate.access.Viewer;
import io.pulsegate.audit.AuditLog;
import io.pulsegate.faults.Fault;
import io.pulsegate.faults.Input;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgTables;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What people do about incidents. Every act is in the audit log. */
@Component
class Incidents {

    private static final int SHORTEST = 3;
    private static final int LONGEST = 500;

    private final OrgDatabase database;

    Incidents(OrgDatabase database) {
        this.database = database;
    }

    Incident acknowledge(Viewer viewer, UUID id) {
        return database.inOrgPersistently(
                viewer.org(),
                viewer.capacity(),
                tables -> {
                    var by = viewer.subject().name();
                    switch (said(tables, "select acknowledge_incident(?, ?) as said", id, by)) {
                        case "acknowledged" -> audit(tables, viewer, "acknowledged", id, null);
                        case "already" -> {}
                        default -> throw new Fault.Stale("It is not open any more.");
                    }
                    return read(tables, id);
                });
    }

    /** With what it was, for whoever sees it come back. */
    Incident resolve(Viewer viewer, UUID id, String text) {
        var note = Input.text("note", text, SHORTEST, LONGEST);
        return database.inOrgPersistently(
                viewer.org(),
                viewer.capacity(),
                tables -> {
                    var by = viewer.subject().name();
                    var said =
                            said(tables, "select resolve_incident(?, ?, ?) as said", id, by, note);
                    if (!said.equals("done")) {
                        throw new Fault.Stale("Somebody has resolved it already.");
                    }
                    audit(tables, viewer, "resolved", id, note);
                    return read(tables, id);
                });
    }

    private static String said(OrgTables tables, String call, Object... parameters) {
        return tables.list(call, row -> Optional.ofNullable(row.getString("said")), parameters)
                .getFirst()
                .orElseThrow(() -> Input.unknown("incident"));
    }

    private static void audit(
            OrgTables tables, Viewer viewer, String act, UUID id, @Nullable String note) {
        AuditLog.write(tables, viewer, "incident." + act, "incident", id, Map.of(), note);
    }

    private static Incident read(OrgTables tables, UUID id) {
        return tables.list(
                        "select * from listed_incidents where org_id = (select pulsegate_org_id())"
                                + " and id = ?",
                        Incident::of,
                        id)
                .getFirst();
    }
}
