package io.pulsegate.tenancy;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulsegate.faults.Fault;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import javax.sql.DataSource;

/**
 * The only way to the data: every statement is preceded by the announcement of the organisations it
 * is for, and PostgreSQL returns nothing else. No other class holds a connection.
 *
 * <p>{@link #read} sends a whole batch in one round trip: pgjdbc splits a text of several
 * statements and sends them with a single Sync, so they are one implicit transaction, and what
 * {@code set_config(…, true)} announces ends with it. The reading pool is read-only and REPEATABLE
 * READ, so a batch is one snapshot, and reading cannot write.
 *
 * <p>Where there is a replica, figures are read there: of a version below the {@link Waterline}, or
 * when the replica ends the read, from the primary after all. Everything else is the primary's.
 */
@Component
public class OrgDatabase {

    private static final Logger log = LoggerFactory.getLogger(OrgDatabase.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 5;

    /** As long as others are in the way, a transaction is begun anew. */
    private static final Duration PERSISTENCE = Duration.ofMillis(1500);

    /** What one request may cost in all, where several statements are each given their time. */
    private static final Duration ONE_ORG = Duration.ofMillis(1500);

    /** Lock not available, deadlock detected, serialization failure. */
    private static final Set<String> IN_THE_WAY = Set.of("55P03", "40P01", "40001");

    private static final String ANNOUNCE =
            "select set_config('pulsegate.org_ids', ?, true), set_config('pulsegate.role', ?,"
                    + " true), set_config('statement_timeout', ?, true), now()";

    /** Says also how far a replica has followed; the primary is always there. */
    private static final String ANNOUNCE_AS_OF =
            ANNOUNCE
                    + ", set_config('pulsegate.as_of', case when pg_is_in_recovery() then"
                    + " coalesce(least(pg_last_xact_replay_timestamp(), now()), 'epoch') else now()"
                    + " end::text, true)::timestamptz";

    private static final String VERSION = "select data_version from org_versions where org_id = ?";

    private final DataSource reads;
    private final @Nullable DataSource replica;
    private final Waterline waterline = new Waterline();
    private final JdbcTemplate session;
    private final JdbcClient writes;
    private final JdbcAggregateOperations aggregates;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;

    OrgDatabase(
            @Qualifier("reads") DataSource reads,
            @Qualifier("replica") ObjectProvider<DataSource> replica,
            JdbcTemplate writes,
            JdbcAggregateOperations aggregates,
            TransactionTemplate transaction,
            MeterRegistry meters) {
        this.reads = reads;
        this.replica = replica.getIfAvailable();
        this.session = writes;
        this.writes = JdbcClient.create(writes);
        this.aggregates = aggregates;
        this.transaction = transaction;
        this.meters = meters;
    }

    /**
     * Sends all reads in one round trip, for the given organisations and nobody else.
     *
     * @param timeout for each statement, set for this batch alone
     * @return one result for each read, in the same order, and the instant that they are of
     * @throws ReadFailure when a statement failed or took longer
     * @throws Fault.Unavailable when the database does not answer
     */
    public Batch read(
            Collection<OrgId> orgs,
            Capacity capacity,
            Duration timeout,
            List<? extends Read<?>> batch) {
        if (orgs.isEmpty() || batch.isEmpty()) {
            var now = OffsetDateTime.now(ZoneOffset.UTC);
            var nothing = batch.stream().<Rows<?>>map(_ -> Rows.none()).toList();
            return new Batch(now, now, nothing, Map.of());
        }
        var mayLag = replica;
        if (mayLag == null) {
            return read(reads, orgs, capacity, timeout, batch);
        }
        return batch.stream().allMatch(Read::figures)
                ? readFigures(mayLag, orgs, capacity, timeout, batch)
                : readPrimary(orgs, capacity, timeout, batch);
    }

    boolean hasReplica() {
        return replica != null;
    }

    /** From now on no figures of a lower version are given. */
    void shown(Map<OrgId, Long> versions) {
        if (replica != null) {
            waterline.raise(versions);
        }
    }

    private Batch readFigures(
            DataSource mayLag,
            Collection<OrgId> orgs,
            Capacity capacity,
            Duration timeout,
            List<? extends Read<?>> batch) {
        Batch figures;
        try {
            figures = read(mayLag, orgs, capacity, timeout, batch);
        } catch (ReadFailure failure) {
            if (!failure.isConflict()) throw failure;
            return readPrimary(orgs, capacity, timeout, batch);
        }
        var below = waterline.above(figures.versions(), orgs);
        waterline.raise(figures.versions());
        if (below.isEmpty()) {
            return figures;
        }
        var newer = readPrimary(below, capacity, timeout, batch);
        return below.size() == orgs.size() ? newer : figures.with(newer, below);
    }

    private Batch readPrimary(
            Collection<OrgId> orgs,
            Capacity capacity,
            Duration timeout,
            List<? extends Read<?>> batch) {
        var before = waterline.of(orgs);
        var read = read(reads, orgs, capacity, timeout, batch);
        waterline.correct(before, read.versions());
        return read;
    }

    private Batch read(
            DataSource server,
            Collection<OrgId> orgs,
            Capacity capacity,
            Duration timeout,
            List<? extends Read<?>> batch) {
        var sql = new StringBuilder(replica == null ? ANNOUNCE : ANNOUNCE_AS_OF);
        batch.forEach(read -> sql.append(";\n").append(read.sql()));
        try (var connection = server.getConnection();
                var statement = connection.prepareStatement(sql.toString())) {
            connection.setNetworkTimeout(Runnable::run, patience(timeout, orgs, batch));
            bind(statement, orgs, capacity, timeout, batch);
            statement.execute();
            var announced = statement.getResultSet();
            announced.next();
            // the instant of the transaction, which is now() in every statement of the batch
            var at = announced.getObject(4, OffsetDateTime.class);
            var asOf = replica == null ? at : announced.getObject(5, OffsetDateTime.class);
            var results = new ArrayList<Rows<?>>(batch.size());
            var versions = new HashMap<OrgId, Long>();
            for (Read<?> read : batch) {
                statement.getMoreResults();
                results.add(rows(statement.getResultSet(), read, orgs, versions));
            }
            return new Batch(at, asOf, results, versions);
        } catch (SQLException e) {
            throw failure(e);
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

    /**
     * Calls a definer function that finds a credential before its organisation is known. It sees
     * one exact match or nothing; there is no other read without an announcement.
     */
    public <T> List<T> resolve(Read<T> function) {
        try (var connection = reads.getConnection();
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
            throw switch (failure(e)) {
                case Fault fault -> fault;
                // one look-up by an index that takes the pool's time-out: the database is as good
                // as away, and whoever asks should ask again
                case ReadFailure slow when slow.timedOut() -> unavailable();
                case RuntimeException wrong -> new IllegalStateException(wrong);
            };
        }
    }

    /**
     * Runs {@code work} in one transaction of one organisation: the only context that may write.
     */
    public <T> T inOrg(OrgId org, Capacity capacity, Function<OrgTables, T> work) {
        try {
            return transact(org, capacity, work);
        } catch (TransactionException | DataAccessException e) {
            throw said(e);
        }
    }

    /**
     * The same, begun anew when other writers were in the way: a lock that took too long, a
     * deadlock. The work must not act outside its transaction.
     */
    public <T> T inOrgPersistently(OrgId org, Capacity capacity, Function<OrgTables, T> work) {
        long until = System.nanoTime() + PERSISTENCE.toNanos();
        for (int attempt = 1; ; attempt++) {
            try {
                return transact(org, capacity, work);
            } catch (TransactionException | DataAccessException e) {
                boolean late = System.nanoTime() - until > 0;
                if (late || attempt == ATTEMPTS || !isInTheWay(e)) throw said(e);
                log.debug("other writers were in the way, attempt {}", attempt);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(attempt * 40_000_000L));
            }
        }
    }

    private static RuntimeException said(NestedRuntimeException e) {
        boolean away =
                // it did not begin, or its connection was gone when it was to end
                e instanceof TransactionException
                        || e instanceof DataAccessResourceFailureException
                        || e instanceof TransientDataAccessException
                        || isInTheWay(e)
                        || isAway(state(e));
        if (!away) return e;
        log.warn("database does not answer: {}", e.getMessage());
        return unavailable();
    }

    private <T> T transact(OrgId org, Capacity capacity, Function<OrgTables, T> work) {
        return java.util.Objects.requireNonNull(
                transaction.execute(_ -> {
                    writes.sql(
                                    "select set_config('pulsegate.org_ids', :orgs, true), "
                                            + "set_config('pulsegate.role', :role, true)")
                            .param("orgs", "{" + org + "}")
                            .param("role", capacity.setting())
                            .query()
                            .listOfRows();
                    var done = work.apply(new OrgTables(session, writes, aggregates));
                    actedAt(org, capacity)
                            .ifPresent(version -> afterCommit(() -> shown(Map.of(org, version))));
                    return done;
                }));
    }

    /** Who did something sees it done in whatever he asks next. Workers ask for nothing. */
    private Optional<Long> actedAt(OrgId org, Capacity capacity) {
        return replica == null || capacity == Capacity.SYSTEM
                ? Optional.empty()
                : writes.sql(VERSION).param(org.value()).query(Long.class).optional();
    }

    private static void afterCommit(Runnable then) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        then.run();
                    }
                });
    }

    /** Spring knows the deadlock, but not the lock time-out: hence by PostgreSQL's own code. */
    private static boolean isInTheWay(NestedRuntimeException e) {
        return IN_THE_WAY.contains(state(e));
    }

    private static String state(NestedRuntimeException e) {
        return e.getMostSpecificCause() instanceof SQLException cause
                ? String.valueOf(cause.getSQLState())
                : "";
    }

    /** Calls a function that concerns no organisation in particular, such as partition upkeep. */
    public <T> List<T> maintain(String function, Read.Row<T> row) {
        try {
            return writes.sql(function).query((rows, _) -> row.read(rows)).list();
        } catch (DataAccessException e) {
            throw unavailable();
        }
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
        try (result) {
            while (result.next()) {
                var org = new OrgId(result.getObject("org_id", UUID.class));
                if (!asked.contains(org)) {
                    throw foreignRow(org);
                }
                byOrg.computeIfAbsent(org, _ -> new ArrayList<>()).add(read.row().read(result));
                if (read.figures() && replica != null) {
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

    /**
     * Connection lost (08), refused for want of resources (53), shut down or starting (57P0x),
     * read-only after a failover (25006), or ended for a transaction that stood still (25P03,
     * 25P04): the database is away. Anything else is the statement's.
     */
    private static boolean isAway(String state) {
        return state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                || List.of("25006", "25P03", "25P04").contains(state);
    }

    /** No connection from the pool says the same. */
    private static RuntimeException failure(SQLException e) {
        boolean away =
                e instanceof java.sql.SQLTransientConnectionException
                        || isAway(String.valueOf(e.getSQLState()));
        if (!away) {
            return new ReadFailure(e);
        }
        log.warn("database does not answer: {}", e.getMessage());
        return unavailable();
    }

    private static Fault.Unavailable unavailable() {
        return new Fault.Unavailable("The database does not answer. Try again.", RETRY_AFTER);
    }
}
