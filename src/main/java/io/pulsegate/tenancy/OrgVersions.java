package io.pulsegate.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import io.pulsegate.faults.Fault;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which version an organisation's data and rights are at, without a statement per question: one
 * probe per second and node reads the versions of all organisations that were asked about in the
 * last two minutes. Whoever finds the probe older than three seconds reads for himself.
 */
@Component
public class OrgVersions implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OrgVersions.class);
    private static final Duration PROBE_EVERY = Duration.ofSeconds(1);
    private static final Duration IN_USE_FOR = Duration.ofMinutes(2);

    /** Several ask every second: while the database is away they do not wait for it in turn. */
    private static final Duration FAILURE_SHARED_FOR = Duration.ofMillis(500);

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** A statement of so many takes a tenth of that. */
    private static final int ORGS_A_READ = 5_000;

    private static final String READ =
            "select org_id, data_version, access_version from org_versions where org_id = any"
                    + " ((select pulsegate_org_ids())::uuid[])";

    private final OrgDatabase database;
    private final Read<WatchedOrg.Versions> versions;
    private final Ticker ticker;

    /** No more than there are organisations: whoever asks knows that his exists. */
    private final Cache<OrgId, WatchedOrg> inUse;

    private @Nullable ScheduledExecutorService probes;
    private volatile long probedAt;
    private volatile @Nullable OffsetDateTime asOf;
    private volatile Fault.@Nullable Unavailable failure;
    private volatile long failedAt;

    @Autowired
    OrgVersions(OrgDatabase database) {
        this(database, Ticker.systemTicker(), false);
    }

    /** Which figures a read would find: where there is a replica, its own versions. No rights. */
    static OrgVersions ofFigures(OrgDatabase database) {
        return new OrgVersions(database, Ticker.systemTicker(), true);
    }

    OrgVersions(OrgDatabase database, Ticker ticker, boolean figures) {
        this.database = database;
        this.versions = new Read<>(READ, OrgVersions::versions, List.of(), figures, null);
        this.ticker = ticker;
        this.probedAt = ticker.read() - PROBE_EVERY.toNanos();
        this.inUse = Caffeine.newBuilder().expireAfterAccess(IN_USE_FOR).ticker(ticker).build();
    }

    /**
     * Counts every change of a credential or a right.
     *
     * @throws Fault.Unavailable when the version cannot be known; never take that for "unchanged"
     */
    public long accessVersion(OrgId org) {
        return current(org).access();
    }

    /** Counts every change of anything that a dashboard shows. */
    public long dataVersion(OrgId org) {
        return current(org).data();
    }

    private static WatchedOrg.Versions versions(ResultSet row) throws SQLException {
        return new WatchedOrg.Versions(row.getLong("data_version"), row.getLong("access_version"));
    }

    /**
     * Everything that was committed before is in the versions of the last probe; null before it.
     */
    public @Nullable OffsetDateTime asOf() {
        return asOf;
    }

    private WatchedOrg.Versions current(OrgId org) {
        return inUse(org).current(() -> readNow(org));
    }

    /**
     * The data versions of all these, not older than a second. Whoever asks every second for many
     * makes the probe himself, and so spares the scheduled one.
     *
     * @throws Fault.Unavailable when they cannot be known now
     */
    public Map<OrgId, Long> dataVersions(Collection<OrgId> orgs) {
        return all(orgs, WatchedOrg.Versions::data);
    }

    /** The same of their rights. */
    public Map<OrgId, Long> accessVersions(Collection<OrgId> orgs) {
        return all(orgs, WatchedOrg.Versions::access);
    }

    /**
     * Data versions that were asked for at {@code since} ({@link System#nanoTime}) or later: a
     * version that anybody saw before, on any node, is not ahead of them, and no figures that are
     * read afterwards are behind them.
     *
     * @throws Fault.Unavailable when they cannot be known now
     */
    public Map<OrgId, Long> dataVersionsSince(long since, Collection<OrgId> orgs) {
        if (probedAt - since < 0) {
            orgs.forEach(this::inUse);
            probeNow();
        }
        var current = dataVersions(orgs);
        database.shown(current);
        return current;
    }

    private Map<OrgId, Long> all(
            Collection<OrgId> orgs, Function<WatchedOrg.Versions, Long> version) {
        var watched = orgs.stream().collect(Collectors.toMap(Function.identity(), this::inUse));
        if (!watched.isEmpty()
                && (!probedWithin(PROBE_EVERY)
                        || watched.values().stream().anyMatch(org -> org.known() == null))) {
            probeNow();
        }
        return orgs.stream()
                .collect(
                        Collectors.toMap(
                                Function.identity(),
                                org -> version.apply(known(watched.get(org)))));
    }

    private static WatchedOrg.Versions known(@Nullable WatchedOrg org) {
        var versions = org == null ? null : org.known();
        return versions == null ? WatchedOrg.OF_NOBODY : versions;
    }

    private WatchedOrg inUse(OrgId org) {
        return inUse.get(org, _ -> new WatchedOrg(ticker));
    }

    private boolean probedWithin(Duration span) {
        return ticker.read() - probedAt < span.toNanos() * 9 / 10;
    }

    /** One statement for all organisations in use; none when there are none. */
    void probe() {
        try {
            probeNow();
        } catch (Fault.Unavailable _) {
            log.debug("no probe of versions: whoever asks will ask the database");
        }
    }

    private void probeNow() {
        var failed = failure;
        if (failed != null && ticker.read() - failedAt < FAILURE_SHARED_FOR.toNanos()) {
            throw failed;
        }
        try {
            probeAll();
            failure = null;
        } catch (Fault.Unavailable e) {
            failedAt = ticker.read();
            failure = e;
            throw e;
        }
    }

    private void probeAll() {
        // a view of the keys: looking through it is not a use
        var orgs = List.copyOf(inUse.asMap().keySet());
        long asked = ticker.read();
        read(orgs)
                .forEach((org, versions) -> {
                    var watched = inUse.policy().getIfPresentQuietly(org);
                    if (watched != null) {
                        watched.keep(versions, asked);
                    }
                });
        probedAt = asked;
    }

    private Map<OrgId, WatchedOrg.Versions> read(List<OrgId> orgs) {
        var read = new HashMap<OrgId, WatchedOrg.Versions>();
        for (int from = 0; from < orgs.size(); from += ORGS_A_READ) {
            read.putAll(
                    readTogether(orgs.subList(from, Math.min(orgs.size(), from + ORGS_A_READ))));
        }
        return read;
    }

    private Map<OrgId, WatchedOrg.Versions> readTogether(List<OrgId> orgs) {
        try {
            var batch = database.read(orgs, Capacity.VIEWER, TIMEOUT, List.of(versions));
            var rows = batch.rows().getFirst();
            asOf = batch.asOf();
            return orgs.stream()
                    .collect(Collectors.toMap(Function.identity(), org -> versions(rows, org)));
        } catch (ReadFailure e) {
            log.warn("versions cannot be read: {}", e.getMessage());
            throw new Fault.Unavailable("The database does not answer. Try again.", PROBE_EVERY);
        }
    }

    private WatchedOrg.Versions readNow(OrgId org) {
        return read(List.of(org)).getOrDefault(org, WatchedOrg.OF_NOBODY);
    }

    private static WatchedOrg.Versions versions(Rows<?> rows, OrgId org) {
        return rows.of(org).stream()
                .map(WatchedOrg.Versions.class::cast)
                .findFirst()
                .orElse(WatchedOrg.OF_NOBODY);
    }

    @Override
    public synchronized void start() {
        probes =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("org-versions").factory());
        var _ =
                probes.scheduleWithFixedDelay(
                        this::probeAnyway,
                        PROBE_EVERY.toMillis(),
                        PROBE_EVERY.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** A task that throws is not scheduled again. */
    private void probeAnyway() {
        try {
            if (!probedWithin(PROBE_EVERY)) {
                probe();
            }
        } catch (RuntimeException e) {
            log.error("probe of versions failed", e);
        }
    }

    @Override
    public synchronized void stop() {
        if (probes != null) {
            probes.shutdownNow();
            probes = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return probes != null;
    }
}
