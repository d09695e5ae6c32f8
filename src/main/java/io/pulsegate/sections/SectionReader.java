package io.pulsegate.sections;

import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.DatabaseProperties;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.Read;
import io.pulsegate.tenancy.ReadFailure;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads all wanted sections of all wanted organisations in one round trip: one announcement and one
 * statement a section, whatever the number of organisations.
 *
 * <p>When the batch fails it is cut into parts that are read for themselves, until the part that
 * fails is one section of one organisation. That one is answered with a fault and rests for a
 * while; the others have their answers. Where much fails, time runs out: what then still fails
 * together, rests together. When the database itself is away nothing is cut.
 *
 * <p>Requests that want the same sections of the same organisation in the same capacity while it is
 * being read share the next round trip: {@link Turns}. Each still gets what was read after it came.
 */
@Component
public class SectionReader {

    /** Each cut leaves an eighth: of 500 organisations, one is found in three cuts. */
    private static final int PARTS = 8;

    /** With whoever reads the same; a read takes a few milliseconds. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** So one organisation's busy dashboard is read at most 500 times a second, for all. */
    private static final Duration PACE = Duration.ofMillis(2);

    /** In the GraphQLContext: true when whoever asks wants everything read, whatever is known. */
    public static final String ANEW = "anew";

    private static final Map<SectionKey<?, ?>, KeptRows.Kept> NOTHING = Map.of();

    private final OrgDatabase database;
    private final DatabaseProperties properties;
    private final Quarantine quarantine;
    private final Turns<Wanted, Map<SectionKey<?, ?>, Reading>> reads = new Turns<>(PATIENCE, PACE);
    private final KeptRows kept;

    /** Who wants the same in the same capacity takes turns: a busy dashboard is read for all. */
    private record Wanted(Set<SectionKey<?, ?>> keys, Capacity capacity, boolean anew) {}

    SectionReader(OrgDatabase database, DatabaseProperties properties, Quarantine quarantine) {
        this.database = database;
        this.properties = properties;
        this.quarantine = quarantine;
        this.kept = new KeptRows(properties.keptRows());
    }

    /**
     * A reading for every key, begun after this was called. Of what was read before, the database
     * is asked in the same round trip whether it has changed, and only then are its rows read.
     * Never throws for what can go wrong with the database.
     *
     * @param anew reads whatever is known
     */
    public Map<SectionKey<?, ?>, Reading> read(
            Collection<SectionKey<?, ?>> keys, Capacity capacity, boolean anew) {
        return reads.take(
                new Wanted(Set.copyOf(keys), capacity, anew),
                () -> {
                    var readings = new HashMap<SectionKey<?, ?>, Reading>();
                    var known = anew || orgs(keys).size() > 1 ? NOTHING : kept.of(keys, capacity);
                    read(keys, capacity, known, readings::putAll);
                    return readings;
                });
    }

    /**
     * The same, part by part as it comes: who is well does not wait for who is not.
     *
     * @return how many statements it took
     */
    public int read(
            Collection<SectionKey<?, ?>> keys,
            Capacity capacity,
            Consumer<Map<SectionKey<?, ?>, Reading>> parts) {
        return read(keys, capacity, NOTHING, parts);
    }

    private int read(
            Collection<SectionKey<?, ?>> keys,
            Capacity capacity,
            Map<SectionKey<?, ?>, KeptRows.Kept> known,
            Consumer<Map<SectionKey<?, ?>, Reading>> parts) {
        var wanted = new ArrayList<SectionKey<?, ?>>(keys.size());
        var resting = new HashMap<SectionKey<?, ?>, Reading>();
        for (var key : keys) {
            var fault = quarantine.holds(key);
            if (fault == null) {
                wanted.add(key);
            } else {
                resting.put(key, new Reading.Failed(fault));
            }
        }
        if (!resting.isEmpty()) {
            parts.accept(resting);
        }
        var timeout = properties.sectionTimeout();
        var attempt =
                new Attempt(
                        capacity,
                        known,
                        System.nanoTime() + timeout.multipliedBy(PARTS).toNanos(),
                        orgs(wanted).size() == 1,
                        parts);
        attempt.readOrCut(wanted, timeout);
        return attempt.statements;
    }

    /** One reading of many keys, and whatever it takes to have them all. */
    private final class Attempt {

        private final Capacity capacity;

        /** Of one organisation, of what was read before. */
        private final Map<SectionKey<?, ?>, KeptRows.Kept> known;

        /** {@link System#nanoTime} after which nothing is cut any more. */
        private final long until;

        /** One organisation, for which somebody waits. */
        private final boolean alone;

        private final Consumer<Map<SectionKey<?, ?>, Reading>> parts;
        private int statements;

        Attempt(
                Capacity capacity,
                Map<SectionKey<?, ?>, KeptRows.Kept> known,
                long until,
                boolean alone,
                Consumer<Map<SectionKey<?, ?>, Reading>> parts) {
            this.capacity = capacity;
            this.known = known;
            this.until = until;
            this.alone = alone;
            this.parts = parts;
        }

        void readOrCut(List<SectionKey<?, ?>> keys, Duration timeout) {
            if (keys.isEmpty()) {
                return;
            }
            Map<SectionKey<?, ?>, Reading> readings;
            var sections = bySection(keys);
            // the announcement is one, too
            statements += 1 + sections.size();
            try {
                readings = readTogether(sections, orgs(keys), timeout);
            } catch (Fault.Unavailable away) {
                readings = all(keys, _ -> new Reading.Away(away));
            } catch (ReadFailure failure) {
                var cut = System.nanoTime() - until < 0 ? cut(keys) : List.of(keys);
                if (cut.size() > 1) {
                    cut.forEach(part -> readOrCut(part, alone ? half() : timeoutOf(part)));
                    return;
                }
                readings = all(keys, key -> new Reading.Failed(quarantine.put(key, failure)));
            }
            parts.accept(readings);
        }

        private Map<SectionKey<?, ?>, Reading> readTogether(
                Map<Section<?, ?>, List<SectionKey<?, ?>>> sections,
                Set<OrgId> orgs,
                Duration timeout) {
            var parts =
                    sections.entrySet().stream()
                            .map(part -> Part.of(part.getKey(), part.getValue(), known))
                            .toList();
            var reads = parts.stream().<Read<?>>map(part -> part.read(alone)).toList();
            var batch = database.read(orgs, capacity, timeout, reads);
            var readings = new HashMap<SectionKey<?, ?>, Reading>();
            for (int i = 0; i < parts.size(); i++) {
                var part = parts.get(i);
                for (var key : part.keys()) {
                    var rows = batch.rows().get(i).of(key.org());
                    var stands = part.isKnown() && rows.isEmpty() ? known.get(key) : null;
                    if (stands != null) {
                        readings.put(key, key.again(stands.reading(), batch.at(), batch.asOf()));
                    } else {
                        var found = new Reading.Rows(rows, batch.at(), batch.asOf());
                        readings.put(key, found);
                        if (alone) {
                            kept.keep(key, capacity, found);
                        }
                    }
                }
            }
            return readings;
        }
    }

    /**
     * What one statement reads.
     *
     * @param standing of all of it that is known
     */
    private record Part(Section<?, ?> section, List<SectionKey<?, ?>> keys, Standing standing) {

        static Part of(
                Section<?, ?> section,
                List<SectionKey<?, ?>> keys,
                Map<SectionKey<?, ?>, KeptRows.Kept> known) {
            var standing = Standing.NONE;
            for (var key : keys) {
                var kept = known.get(key);
                if (kept == null || !kept.standing().isOfOneVersionWith(standing)) {
                    return new Part(section, keys, Standing.NONE);
                }
                standing = kept.standing().and(standing);
            }
            return new Part(section, keys, standing);
        }

        boolean isKnown() {
            return !standing.isNone();
        }

        /** Alone it is one and the same text, known or not: a connection plans it once. */
        Read<?> read(boolean alone) {
            return read(section, alone);
        }

        @SuppressWarnings("unchecked") // a key's argument is of its section's type
        private <A> Read<?> read(Section<A, ?> section, boolean alone) {
            var arguments = keys.stream().map(key -> (A) key.argument()).distinct().toList();
            return alone ? section.readUnless(standing, arguments) : section.read(arguments);
        }
    }

    /** Three sections that were too slow together are not each given as long again. */
    private Duration half() {
        return properties.sectionTimeout().dividedBy(2);
    }

    /** A part of what failed is fast, or it is the part that is looked for; one alone has time. */
    private Duration timeoutOf(List<SectionKey<?, ?>> part) {
        return orgs(part).size() == 1
                ? properties.sectionTimeout()
                : properties.sectionTimeout().dividedBy(4);
    }

    private static Map<SectionKey<?, ?>, Reading> all(
            Collection<SectionKey<?, ?>> keys, Function<SectionKey<?, ?>, Reading> reading) {
        return keys.stream().collect(Collectors.toMap(Function.identity(), reading));
    }

    private static Set<OrgId> orgs(Collection<SectionKey<?, ?>> keys) {
        return keys.stream()
                .map(SectionKey::org)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** In the same order each time: another order is another text, to be planned again. */
    private static Map<Section<?, ?>, List<SectionKey<?, ?>>> bySection(
            Collection<SectionKey<?, ?>> keys) {
        return keys.stream()
                .sorted(Comparator.comparing(key -> key.section().sql()))
                .collect(
                        Collectors.groupingBy(
                                SectionKey::section, LinkedHashMap::new, Collectors.toList()));
    }

    /** Section by section first, then by organisations; one part when that is all there is. */
    private static Collection<List<SectionKey<?, ?>>> cut(List<SectionKey<?, ?>> keys) {
        var sections = bySection(keys);
        if (sections.size() > 1) {
            return sections.values();
        }
        var part = new HashMap<OrgId, Integer>();
        orgs(keys).forEach(org -> part.put(org, part.size() % PARTS));
        return keys.stream()
                .collect(Collectors.groupingBy(key -> part.getOrDefault(key.org(), 0)))
                .values();
    }
}
