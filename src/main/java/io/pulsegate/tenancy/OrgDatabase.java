package io.pulsegate.tenancy;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulsegate.faults.Fault;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import javax.sql.DataSource;

/**
 * The only way to the data: every statement is preceded by the announcement of the organisations it
 * is for, and PostgreSQL returns nothing else. No other room holds a connection.
 */
@Component
public class OrgDatabase {

    private static final Logger log = LoggerFactory.getLogger(OrgDatabase.class);
    private static final int ATTEMPTS = 5;

    /** As long as others are in the way, a transaction is begun anew. */
    private static final Duration PERSISTENCE = Duration.ofMillis(1500);

    private static final String VERSION = "select data_version from org_versions where org_id = ?";

    private final Server primary;
    private final @Nullable Replica replica;
    private final JdbcTemplate session;
    private final JdbcClient writes;
    private final JdbcAggregateOperations aggregates;
    private final TransactionTemplate transaction;

    OrgDatabase(
            @Qualifier("reads") DataSource reads,
            @Qualifier("replica") ObjectProvider<DataSource> replicas,
            JdbcTemplate writes,
            JdbcAggregateOperations aggregates,
            TransactionTemplate transaction,
            MeterRegistry meters) {
        var pool = replicas.getIfAvailable();
        this.primary = new Server(reads, pool != null, meters);
        this.replica = pool == null ? null : new Replica(new Server(pool, true, meters), primary);
        this.session = writes;
        this.writes = JdbcClient.create(writes);
        this.aggregates = aggregates;
        this.transaction = transaction;
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
        return replica == null
                ? primary.read(orgs, capacity, timeout, batch)
                : replica.read(orgs, capacity, timeout, batch);
    }

    boolean hasReplica() {
        return replica != null;
    }

    /** From now on no figures of a lower version are given. */
    void shown(Map<OrgId, Long> versions) {
        if (replica != null) {
            replica.shown(versions);
        }
    }

    /**
     * Calls a definer function that finds a credential before its organisation is known. It sees
     * one exact match or nothing; there is no other read without an announcement.
     *
     * @throws Fault.Unavailable when the database does not answer
     */
    public <T> List<T> resolve(Read<T> function) {
        return primary.resolve(function);
    }

    /**
     * Runs {@code work} in one transaction of one organisation: the only context that may write.
     *
     * @throws Fault.Unavailable when the database does not answer, or others are in the way
     */
    public <T> T inOrg(OrgId org, Capacity capacity, Function<OrgTables, T> work) {
        try {
            return transact(org, capacity, work);
        } catch (TransactionException | DataAccessException e) {
            throw DatabaseFailure.of(e);
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
                if (late || attempt == ATTEMPTS || !DatabaseFailure.isInTheWay(e)) {
                    throw DatabaseFailure.of(e);
                }
                log.debug("other writers were in the way, attempt {}", attempt);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(attempt * 40_000_000L));
            }
        }
    }

    private <T> T transact(OrgId org, Capacity capacity, Function<OrgTables, T> work) {
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    writes.sql(
                                    "select set_config('pulsegate.org_ids', :orgs, true), "
                                            + "set_config('pulsegate.role', :role, true)")
                            .param("orgs", "{" + org + "}")
                            .param("role", capacity.setting())
                            .query()
                            .listOfRows();
                    var done = work.apply(new OrgTables(session, writes, aggregates));
                    if (replica != null && capacity != Capacity.SYSTEM) {
                        showOnceCommitted(org);
                    }
                    return done;
                }));
    }

    /** Who did something sees it done in whatever he asks next. Workers ask for nothing. */
    private void showOnceCommitted(OrgId org) {
        var version = writes.sql(VERSION).param(org.value()).query(Long.class).optional();
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        version.ifPresent(done -> shown(Map.of(org, done)));
                    }
                });
    }

    /** Calls a function that concerns no organisation in particular, such as partition upkeep. */
    public <T> List<T> maintain(String function, Read.Row<T> row) {
        try {
            return writes.sql(function).query((rows, _) -> row.read(rows)).list();
        } catch (DataAccessException e) {
            throw DatabaseFailure.away();
        }
    }
}
