package io.pulsegate.connections;

import io.pulsegate.access.Viewer;
import io.pulsegate.audit.AuditLog;
import io.pulsegate.faults.Fault;
import io.pulsegate.faults.Input;
import io.pulsegate.faults.Places;
import io.pulsegate.outbound.Call;
import io.pulsegate.outbound.Outbound;
import io.pulsegate.redaction.Redactor;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.OrgTables;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Asks a connection's probe URL, outside of any transaction, and writes down what came of it: once,
 * though several nodes may want to. The rules are SQL: db/migration/R__9_configuration.
 */
@Component
class Prober {

    private static final String LEASE =
            "select id, probe_url, leased_until from lease_probes(?::uuid, ?, ? * interval '1"
                    + " millisecond')";
    private static final String FINISH = "select finish_probe(?, ?, ?, ?, ?, ?, ?, ?) as kept";

    private static final Duration SOON = Duration.ofSeconds(5);

    /** A dead host holds up whoever asked for as long as calls may take: others ask meanwhile. */
    private static final int ASKED_FOR = 8;

    private static final int ASKED_FOR_BY_AN_ORG = 2;

    private final OrgDatabase database;
    private final Outbound outbound;
    private final Redactor redactor;
    private final ProbeProperties properties;
    private final Places<OrgId> places = new Places<>(ASKED_FOR, ASKED_FOR_BY_AN_ORG);

    Prober(OrgDatabase database, Outbound outbound, Redactor redactor, ProbeProperties properties) {
        this.database = database;
        this.outbound = outbound;
        this.redactor = redactor;
        this.properties = properties;
    }

    /** Those of an organisation whose turn it is. */
    List<Probe> leaseDue(OrgId org, int limit) {
        return database.inOrgPersistently(
                org, Capacity.SYSTEM, tables -> lease(tables, org, null, limit));
    }

    /**
     * Probes a connection because somebody wants to know now.
     *
     * @throws Fault.Invalid when nothing is set up to be asked
     * @throws Fault.Busy while another probe of it runs, or two of its organisation
     * @throws Fault.Unavailable while too many were asked for
     */
    void now(Viewer viewer, UUID connection) {
        places.enter(viewer.org(), 1);
        try {
            make(leaseFor(viewer, connection));
        } finally {
            places.leave(viewer.org(), 1);
        }
    }

    private Probe leaseFor(Viewer viewer, UUID connection) {
        return database.inOrgPersistently(
                viewer.org(),
                Capacity.SYSTEM,
                tables -> {
                    var probe =
                            lease(tables, viewer.org(), connection, 1).stream()
                                    .findFirst()
                                    .orElseThrow(() -> whyNot(tables, connection));
                    AuditLog.write(
                            tables,
                            viewer,
                            "connection.probe",
                            "integration_connection",
                            connection,
                            Map.of(),
                            null);
                    return probe;
                });
    }

    private static Fault whyNot(OrgTables tables, UUID connection) {
        return tables
                .list(
                        "select probe_url is not null as asked from integration_connections"
                                + " where org_id = (select pulsegate_org_id()) and id = ?",
                        row -> row.getBoolean("asked"),
                        connection)
                .stream()
                .findFirst()
                .<Fault>map(asked ->
                        asked
                                ? new Fault.Busy("It is being probed now.", SOON)
                                : new Fault.Invalid("The connection has no probe URL."))
                .orElseGet(() -> Input.unknown("connection"));
    }

    private List<Probe> lease(OrgTables tables, OrgId org, @Nullable UUID connection, int limit) {
        return tables.list(
                LEASE, row -> Probe.of(row, org), connection, limit, properties.lease().toMillis());
    }

    /** Whether it was this probe that is known now; the lease may have been too short for it. */
    boolean make(Probe probe) {
        var reply = outbound.send(Call.get(url(probe.url())));
        return finish(probe, Finding.of(reply, redactor));
    }

    private boolean finish(Probe probe, Finding finding) {
        return database.inOrgPersistently(
                probe.org(),
                Capacity.SYSTEM,
                tables ->
                        tables.list(
                                        FINISH,
                                        row -> row.getBoolean("kept"),
                                        probe.connection(),
                                        probe.leasedUntil(),
                                        finding.ok(),
                                        finding.message(),
                                        finding.errorCode(),
                                        finding.failureOrigin(),
                                        finding.httpStatus(),
                                        finding.durationMs())
                                .getFirst());
    }

    /** What is no URL has no host either, and the guard refuses it with its own words. */
    private static URI url(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            return URI.create("invalid:url");
        }
    }
}
