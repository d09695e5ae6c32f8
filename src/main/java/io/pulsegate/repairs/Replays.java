package io.pulsegate.repairs;

import io.pulsegate.access.Viewer;
import io.pulsegate.audit.AuditLog;
import io.pulsegate.audit.Reason;
import io.pulsegate.faults.Fault;
import io.pulsegate.faults.Input;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.OrgTables;
import io.pulsegate.tenancy.Read;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Replays as people start, watch and cancel them; {@link ReplayRunner} moves them on. */
@Component
class Replays {

    private static final String REPLAYS =
            """
            select r.*, coalesce(t.planned, 0) as planned, coalesce(t.open, 0) as open, coalesce(t.succeeded, 0) as succeeded,
                   coalesce(t.failed, 0) as failed, coalesce(t.cancelled, 0) as cancelled
              from replays r
              left join lateral (
                   select count(*) filter (where t.state = 'planned') as planned,
                          count(*) filter (where t.state in ('queued', 'running')) as open,
                          count(*) filter (where t.state = 'succeeded') as succeeded,
                          count(*) filter (where t.state = 'failed') as failed,
                          count(*) filter (where t.state = 'cancelled') as cancelled
                     from retry_tickets t where t.org_id = r.org_id and t.replay_id = r.id) t on true
             where r.org_id = (select pulsegate_org_id())
            """;
    private static final String INSERT =
            """
            insert into replays (org_id, idempotency_key, requested_by, reason, filter, total, canary, rate_per_second, stop_at_failure_percent)
            values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?) returning id
            """;
    private static final String PLAN =
            """
            with matching as materialized (select * from matching_dead_letters(?, ?, ?, ?))
            insert into retry_tickets (org_id, idempotency_key, log_id, replay_id, state, requested_by)
            select m.org_id, 'replay ' || r.id || ' ' || m.log_id, m.log_id, r.id, 'planned', r.requested_by
              from matching m
              join retry_obstacles(array(select log_id from matching)) o on o.event_id = m.log_id and o.obstacle is null
              join replays r on r.org_id = m.org_id and r.id = ?
             order by m.dead_at, m.id
            """;
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final OrgDatabase database;

    Replays(OrgDatabase database) {
        this.database = database;
    }

    /**
     * Plans an attempt for everything that the filter catches and that can be tried again, if that
     * is as many as whoever asks has seen. The same key gives the same replay.
     */
    Replay start(Viewer viewer, ReplayInput input) {
        var key = IdempotencyKey.of(input.idempotencyKey());
        var reason = Reason.of(input.reason());
        return database.inOrgPersistently(
                viewer.org(),
                viewer.capacity(),
                tables -> {
                    tables.awaitTurn();
                    var known =
                            tables.list(
                                    REPLAYS + " and r.idempotency_key = ?", Replay::of, key.text());
                    return known.isEmpty()
                            ? plan(tables, viewer, input, key, reason)
                            : known.getFirst();
                });
    }

    private static Replay plan(
            OrgTables tables, Viewer viewer, ReplayInput input, IdempotencyKey key, Reason reason) {
        int retryable = DeadLetters.preview(tables, input.filter()).retryableCount();
        DeadLetters.requireExpected(retryable, input.expectedCount());
        if (retryable == 0) {
            throw new Fault.NotRetryable("Nothing that the filter catches can be tried again.");
        }
        var id = insert(tables, viewer, input, key, reason, retryable);
        var parameters =
                new ArrayList<@Nullable Object>(Arrays.asList(input.filter().parameters()));
        parameters.add(id);
        tables.change(PLAN, parameters.toArray());
        AuditLog.write(
                tables,
                viewer,
                "replay.started",
                "replay",
                id,
                Map.of("count", retryable, "filter", input.filter().said()),
                reason.words());
        return one(tables, id);
    }

    private static UUID insert(
            OrgTables tables,
            Viewer viewer,
            ReplayInput input,
            IdempotencyKey key,
            Reason reason,
            int total) {
        return tables.list(
                        INSERT,
                        row -> row.getObject("id", UUID.class),
                        viewer.org().value(),
                        key.text(),
                        viewer.subject().id(),
                        reason.words(),
                        JsonMapper.shared().writeValueAsString(input.filter().said()),
                        total,
                        input.canary(),
                        input.ratePerSecond(),
                        input.stopAtFailurePercent())
                .getFirst();
    }

    /** Nothing more is handed over; what is being tried comes to its end. */
    Replay cancel(Viewer viewer, UUID id) {
        return database.inOrgPersistently(
                viewer.org(),
                viewer.capacity(),
                tables -> {
                    tables.awaitTurn();
                    var replay = find(tables, id).orElseThrow(() -> Input.unknown("replay"));
                    if (replay.finishedAt() == null) {
                        tables.change(
                                "update retry_tickets set state = 'cancelled', finished_at = now()"
                                    + " where org_id = (select pulsegate_org_id()) and replay_id ="
                                    + " ? and state = 'planned'",
                                id);
                        tables.change(
                                "update replays set state = 'cancelled', finished_at = now() where"
                                        + " org_id = (select pulsegate_org_id()) and id = ?",
                                id);
                        AuditLog.write(
                                tables,
                                viewer,
                                "replay.cancelled",
                                "replay",
                                id,
                                Map.of("planned", replay.planned()),
                                null);
                    }
                    return one(tables, id);
                });
    }

    private static Replay one(OrgTables tables, UUID id) {
        return find(tables, id).orElseThrow();
    }

    private static Optional<Replay> find(OrgTables tables, UUID id) {
        return tables.list(REPLAYS + " and r.id = ?", Replay::of, id).stream().findFirst();
    }

    Optional<Replay> find(OrgId org, UUID id) {
        return read(org, new Read<>(REPLAYS + " and r.id = ?", Replay::of, List.of(id))).stream()
                .findFirst();
    }

    /** The newest first, at most twenty. */
    List<Replay> recent(OrgId org) {
        return read(
                org,
                new Read<>(
                        REPLAYS + " order by r.created_at desc limit 20", Replay::of, List.of()));
    }

    private List<Replay> read(OrgId org, Read<Replay> read) {
        return database
                .read(List.of(org), Capacity.VIEWER, TIMEOUT, List.of(read))
                .rows()
                .getFirst()
                .of(org)
                .stream()
                .map(Replay.class::cast)
                .toList();
    }
}
