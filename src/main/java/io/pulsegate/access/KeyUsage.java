package io.pulsegate.access;

import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.OrgTables;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * How often API keys ask, and whether they may go on. Counted here and settled with the database
 * every five seconds, all keys of an organisation in one transaction: a request costs no statement,
 * and a busy key does not tell watchers once a second that something changed. Only of a key with a
 * limit now and then one waits until what went before it is settled.
 */
@Component
class KeyUsage implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(KeyUsage.class);
    private static final Duration KEPT = Duration.ofMinutes(2);

    /** A stop has ten seconds for everything. */
    private static final Duration LAST = Duration.ofSeconds(3);

    private static final String RECORD =
            "select record_api_key_usage(?, ?, ?::timestamptz, ?, ?, ?)";
    private static final String TOTAL =
            """
            select requests from api_key_usage
             where org_id = ? and api_key_id = ? and grain = 'm' and bucket = ?
            """;
    private static final String USED =
            "update api_keys set last_used_at = now() where org_id = ? and id = ?";

    /** One key in one minute, UTC. */
    private record Slot(OrgId org, UUID key, Instant minute) {}

    private record Taken(Slot slot, KeyMinute minute, KeyMinute.Unsettled more) {}

    /**
     * What a key may still do.
     *
     * @param remaining -1 when it may not even do this
     */
    record Standing(int limit, int remaining, Duration reset) {}

    private final OrgDatabase database;
    private final Clock clock;

    /** No more than keys that were let in within {@link #KEPT}. */
    private final Map<Slot, KeyMinute> minutes = new ConcurrentHashMap<>();

    @Autowired
    KeyUsage(OrgDatabase database) {
        this(database, Clock.systemUTC());
    }

    KeyUsage(OrgDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Counts a request; null when its key has no limit. */
    @Nullable Standing pass(OrgId org, Viewer.ApiKey key) {
        var now = clock.instant();
        var minute = minute(org, key, now);
        if (minute.hasToAsk(key.limitPerMinute())) ask(slot(org, key, now), minute, key);
        var left = minute.pass(key.limitPerMinute());
        if (left == null || key.limitPerMinute() == null) return null;
        var next = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        return new Standing(key.limitPerMinute(), left, Duration.between(now, next));
    }

    /** The request that was counted went wrong. */
    void failed(OrgId org, Viewer.ApiKey key) {
        minute(org, key, clock.instant()).failed();
    }

    /** Whoever comes meanwhile waits, and has nothing to ask any more. */
    private void ask(Slot slot, KeyMinute minute, Viewer.ApiKey key) {
        minute.asking.lock();
        try {
            if (minute.hasToAsk(key.limitPerMinute())) {
                settle(slot.org, List.of(new Taken(slot, minute, minute.take())));
            }
        } finally {
            minute.asking.unlock();
        }
    }

    private KeyMinute minute(OrgId org, Viewer.ApiKey key, Instant now) {
        return minutes.computeIfAbsent(slot(org, key, now), _ -> new KeyMinute());
    }

    private static Slot slot(OrgId org, Viewer.ApiKey key, Instant now) {
        return new Slot(org, key.id(), now.truncatedTo(ChronoUnit.MINUTES));
    }

    @Scheduled(fixedDelayString = "PT5S")
    void settle() {
        var taken = taken();
        byOrg(taken).forEach(this::settle);
        var old = clock.instant().minus(KEPT);
        taken.stream()
                .filter(one -> one.more.nothing() && one.slot.minute.isBefore(old))
                .forEach(one -> minutes.remove(one.slot));
    }

    private List<Taken> taken() {
        var taken = new ArrayList<Taken>();
        minutes.forEach((slot, minute) -> taken.add(new Taken(slot, minute, minute.take())));
        return taken;
    }

    private static Map<OrgId, List<Taken>> byOrg(List<Taken> taken) {
        return taken.stream()
                .filter(one -> !one.more.nothing())
                .collect(Collectors.groupingBy(one -> one.slot.org));
    }

    private boolean settle(OrgId org, List<Taken> all) {
        try {
            var totals =
                    database.inOrgPersistently(
                            org,
                            Capacity.SYSTEM,
                            tables -> all.stream().map(one -> record(tables, one)).toList());
            for (int i = 0; i < all.size(); i++) all.get(i).minute.know(totals.get(i));
            return true;
        } catch (RuntimeException e) {
            log.warn("usage of API keys of {} is not settled yet: {}", org, e.getMessage());
            all.forEach(one -> one.minute.giveBack(one.more));
            return false;
        }
    }

    /** How many requests of that minute the table knows now. */
    private static int record(OrgTables tables, Taken one) {
        var org = one.slot.org.value();
        var key = one.slot.key;
        var minute = one.slot.minute.atOffset(ZoneOffset.UTC);
        var more = one.more;
        tables.list(
                RECORD,
                _ -> true,
                org,
                key,
                minute,
                more.requests(),
                more.errors(),
                more.throttled());
        tables.change(USED, org, key);
        return tables.list(TOTAL, row -> row.getInt(1), org, key, minute).getFirst();
    }

    /**
     * What was counted last is settled before the database goes. One that has gone already is not
     * waited for once for each organisation.
     */
    @Override
    public void destroy() {
        long until = System.nanoTime() + LAST.toNanos();
        long lost =
                byOrg(taken()).entrySet().stream()
                        .filter(org ->
                                System.nanoTime() - until > 0
                                        || !settle(org.getKey(), org.getValue()))
                        .count();
        if (lost > 0) {
            log.warn(
                    "stopped before the last usage of API keys was settled, of {} organisations",
                    lost);
        }
    }
}
