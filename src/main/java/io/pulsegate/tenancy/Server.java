package io.pulsegate.tenancy;

import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

/**
 * A PostgreSQL from which snapshots are read.
 *
 * <p>{@link #read} sends a whole batch in one round trip: pgjdbc splits a text of several
 * statements and sends them with a single Sync, so they are one implicit transaction, and what
 * {@code set_config(…, true)} announces ends with it. The pool is read-only and REPEATABLE READ, so
 * a batch is one snapshot, and reading cannot write.
 */
final class Server {

    private static final Logger log = LoggerFactory.getLogger(Server.class);
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** What one request may cost in all, where several statements are each given their time. */
    private static final Duration ONE_ORG = Duration.ofMillis(1500);

    /**
     * "cached plan must not change result type": a newer node has migrated, and what this
     * connection has prepared of a view has other columns now. Each connection meets it once.
     */
    private static final String CHANGED = "0A000";

    private static final String ANNOUNCE =
            "select set_config('pulsegate.org_ids', ?, true), set_config('pulsegate.role', ?,"
                    + " true), set_config('statement_timeout', ?, true), now()";

    /** Says also how far a replica has followed; the primary is always there. */
    private static final String ANNOUNCE_AS_OF =
            ANNOUNCE
                    + ", set_config('pulsegate.as_of', case when pg_is_in_recovery() then"
                    + " coalesce(least(pg_last_xact_replay_timestamp(), now()), 'epoch') else now()"
                    + " end::text, true)::timestamptz";

    private final DataSource pool;
    private final boolean replicated;
    private final MeterRegistry meters;

    /**
     * @param replicated whether there is more than one: then a batch tells of which instant and of
     *     which versions it is
     */
    Server(DataSource pool, boolean replicated, MeterRegistry meters) {
        this.pool = pool;
        this.replicated = replicated;
        this.meters = meters;
    }

    /** As {@link OrgDatabase#read}, of at least one organisation and one read. */
    Batch read(
            Collection<OrgId> orgs,
            Capacity capacity,
            Duration timeout,
            List<? extends Read<?>> batch) {
        var sql = new StringBuilder(replicated ? ANNOUNCE_AS_OF : ANNOUNCE);
        batch.forEach(read -> sql.append(";\n").append(read.sql()));
        try (var connection = pool.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, patience(timeout, orgs, batch));
            try {
                return read(connection, sql.toString(), orgs, capacity, timeout, batch);
            } catch (SQLException e) {
                if (!CHANGED.equals(e.getSQLState())) {
                    throw e;
                }
                // prepared anew: the driver forgets what the server says is of another shape
                return read(connection, sql.toString(), orgs, capacity, timeout, batch);
            }
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    private Batch read(
            Connection connection,
            String sql,
            Collection<OrgId> orgs,
            Capacity capacity,
            Duration timeout,
            List<? extends Read<?>> batch)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, orgs, capacity, timeout, batch);
            statement.execute();
            var announced = statement.getResultSet();
            announced.next();
            // the instant of the transaction, which is now() in every statement of the batch
            var at = announced.getObject(4, OffsetDateTime.class);
            var asOf = replicated ? announced.getObject(5, OffsetDateTime.class) : at;
            var results = new ArrayList<Rows<?>>(batch.size());
            var versions = new HashMap<OrgId, Long>();
            for (Read<?> read : batch) {
                statement.getMoreResults();
                results.add(rows(statement.getResultSet(), read, orgs, versions));
            }
            return new Batch(at, asOf, results, versions);
        }
    }

    /** As {@link OrgDatabase#resolve}. */
    <T> List<T> resolve(Read<T> function) {
        try (var connection = pool.getConnection();
                var statement = connection.prepareStatement(function.sql())) {
            bind(statement, 1, function.parameters());
            var found = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(function.row().read(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw DatabaseFailure.ofLookUp(e);
        }
    }

    /**
     * In milliseconds. A server that runs ends each statement by its own time-out; one that is
     * frozen, or behind a dead network, must be given up by us: early, where a single organisation
     * waits for its answer. The pool takes it back.
     */
    private static int patience(Duration timeout, Collection<OrgId> orgs, List<?> batch) {
        var all = timeout.multipliedBy(batch.size());
        var most = orgs.size() == 1 && all.compareTo(ONE_ORG) > 0 ? ONE_ORG : all;
        return (int) most.plus(GRACE).toMillis();
    }

    private static void bind(
            PreparedStatement statement,
            Collection<OrgId> orgs,
            Capacity capacity,
            Duration timeout,
            List<? extends Read<?>> batch)
            throws SQLException {
        var announced = new StringBuilder("{");
        orgs.forEach(org -> announced.append(announced.length() > 1 ? "," : "").append(org));
        statement.setString(1, announced.append('}').toString());
        statement.setString(2, capacity.setting());
        statement.setString(3, timeout.toMillis() + "ms");
        int index = 4;
        for (Read<?> read : batch) {
            index = bind(statement, index, read.parameters());
        }
    }

    private static int bind(PreparedStatement statement, int first, List<?> parameters)
            throws SQLException {
        int index = first;
        for (Object parameter : parameters) {
            switch (parameter) {
                case UUID[] ids -> statement.setArray(index, array(statement, "uuid", ids));
                case String[] texts -> statement.setArray(index, array(statement, "text", texts));
                default -> statement.setObject(index, parameter);
            }
            index++;
        }
        return index;
    }

    private static Array array(PreparedStatement statement, String type, Object[] values)
            throws SQLException {
        Connection connection = statement.getConnection();
        return connection.createArrayOf(type, values);
    }

    private <T> Rows<T> rows(
            ResultSet result, Read<T> read, Collection<OrgId> asked, Map<OrgId, Long> versions)
            throws SQLException {
        var byOrg = new HashMap<OrgId, List<T>>();
        boolean versioned = replicated && read.figures();
        try (result) {
            while (result.next()) {
                var org = new OrgId(result.getObject("org_id", UUID.class));
                if (!asked.contains(org)) {
                    throw foreignRow(org);
                }
                byOrg.computeIfAbsent(org, _ -> new ArrayList<>()).add(read.row().read(result));
                if (versioned) {
                    versions.merge(org, result.getLong("data_version"), Math::min);
                }
            }
        }
        var unchanged = read.unchanged();
        if (unchanged != null) {
            asked.forEach(org -> versions.putIfAbsent(org, unchanged));
        }
        return new Rows<>(Map.copyOf(byOrg));
    }

    /**
     * Row-level security let a row through that nobody asked for: the whole batch is refused, and
     * whoever asked cuts it until the organisation is found on whose behalf it comes.
     */
    private ReadFailure foreignRow(OrgId org) {
        meters.counter("pulsegate.tenancy.foreign.rows").increment();
        log.error(
                "ALARM: a row of organisation {} came back that was not announced; answer refused",
                org);
        return new ReadFailure("row of an organisation that was not asked for");
    }
}
