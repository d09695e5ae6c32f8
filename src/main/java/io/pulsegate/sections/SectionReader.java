package io.pulsegate.sections;

import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.Batch;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.DatabaseProperties;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.Read;
import io.pulsegate.tenancy.ReadFailure;
import io.pulsegate.tenancy.Rows;

import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads all wanted sections of all wanted organisations in one round trip: one announcement and one
 * statement a section, whatever the number of organisations.
 *
 * <p>When the batch fails it is cut in two and both halves are read, until the part that fails is
 * one section of one organisation. That one is answered with a fault and rests for a while; the
 * others have their answers. When the database itself is away nothing is cut: everything failed.
 */
@Component
public class SectionReader {

    private final OrgDatabase database;
    private final DatabaseProperties properties;
    private final Quarantine quarantine;

    SectionReader(OrgDatabase database, DatabaseProperties properties, Quarantine quarantine) {
        this.database = database;
        this.properties = properties;
        this.quarantine = quarantine;
    }

    /** A reading for every key. Never throws for what can go wrong with the database. */
    public Map<SectionKey<?, ?>, Reading> read(
            Collection<SectionKey<?, ?>> keys, Capacity capacity) {
        var readings = new HashMap<SectionKey<?, ?>, Reading>();
        var wanted = new ArrayList<SectionKey<?, ?>>(keys.size());
        for (var key : keys) {
            var fault = quarantine.holds(key);
            if (fault == null) {
                wanted.add(key);
            } else {
                readings.put(key, new Reading.Failed(fault));
            }
        }
        readOrCut(wanted, capacity, readings);
        return readings;
    }

    /**
     * Looks at what was read before, in one round trip, and reads it only if it has changed.
     *
     * @param keys of one organisation, of sections that can be asked so
     */
    public Reread readAgain(
            OrgId org, Collection<SectionKey<?, ?>> keys, Capacity capacity, Standing standing) {
        if (keys.stream().anyMatch(key -> quarantine.holds(key) != null)) {
            return new Reread.Changed(read(keys, capacity));
        }
        try {
            var parts = List.copyOf(bySection(keys).entrySet());
            var reads =
                    parts.stream()
                            .map(part -> readIfChanged(part.getKey(), part.getValue(), standing))
                            .toList();
            var batch = database.read(List.of(org), capacity, properties.sectionTimeout(), reads);
            return batch.rows().stream().allMatch(rows -> rows.of(org).isEmpty())
                    ? new Reread.Same(batch.at())
                    : new Reread.Changed(readings(parts, batch));
        } catch (Fault.Unavailable away) {
            return new Reread.Changed(failed(keys, away));
        } catch (ReadFailure _) {
            return new Reread.Changed(read(keys, capacity));
        }
    }

    private static Map<SectionKey<?, ?>, Reading> failed(
            Collection<SectionKey<?, ?>> keys, Fault fault) {
        return keys.stream()
                .collect(Collectors.toMap(Function.identity(), _ -> new Reading.Failed(fault)));
    }

    private void readOrCut(
            List<SectionKey<?, ?>> keys,
            Capacity capacity,
            Map<SectionKey<?, ?>, Reading> readings) {
        if (keys.isEmpty()) {
            return;
        }
        try {
            readTogether(keys, capacity, readings);
        } catch (Fault.Unavailable away) {
            readings.putAll(failed(keys, away));
        } catch (ReadFailure failure) {
            for (var part : cut(keys)) {
                if (part.size() == keys.size()) {
                    part.forEach(key ->
                            readings.put(key, new Reading.Failed(quarantine.put(key, failure))));
                } else {
                    readOrCut(part, capacity, readings);
                }
            }
        }
    }

    private void readTogether(
            List<SectionKey<?, ?>> keys,
            Capacity capacity,
            Map<SectionKey<?, ?>, Reading> readings) {
        var parts = List.copyOf(bySection(keys).entrySet());
        var orgs = keys.stream().map(SectionKey::org).collect(Collectors.toSet());
        var reads = parts.stream().map(part -> read(part.getKey(), part.getValue())).toList();
        var batch = database.read(orgs, capacity, properties.sectionTimeout(), reads);
        readings.putAll(readings(parts, batch));
    }

    private static Map<SectionKey<?, ?>, Reading> readings(
            List<Map.Entry<Section<?, ?>, List<SectionKey<?, ?>>>> parts, Batch batch) {
        var readings = new HashMap<SectionKey<?, ?>, Reading>();
        for (int i = 0; i < parts.size(); i++) {
            Rows<?> rows = batch.rows().get(i);
            for (var key : parts.get(i).getValue()) {
                readings.put(key, new Reading.Rows(rows.of(key.org())));
            }
        }
        return readings;
    }

    private static Map<Section<?, ?>, List<SectionKey<?, ?>>> bySection(
            Collection<SectionKey<?, ?>> keys) {
        return keys.stream()
                .collect(
                        Collectors.groupingBy(
                                SectionKey::section, LinkedHashMap::new, Collectors.toList()));
    }

    private static <A, T> Read<T> read(Section<A, T> section, List<SectionKey<?, ?>> keys) {
        return section.read(arguments(section, keys));
    }

    private static <A, T> Read<T> readIfChanged(
            Section<A, T> section, List<SectionKey<?, ?>> keys, Standing standing) {
        return section.readIfChanged(arguments(section, keys), standing);
    }

    @SuppressWarnings({"unchecked", "unused"}) // a key's argument is of its section's type
    private static <A> List<A> arguments(Section<A, ?> section, List<SectionKey<?, ?>> keys) {
        return keys.stream().map(key -> (A) key.argument()).distinct().toList();
    }

    /**
     * Section by section first, then half the organisations each; one part when that is all there
     * is.
     */
    private static Collection<List<SectionKey<?, ?>>> cut(List<SectionKey<?, ?>> keys) {
        var sections = bySection(keys);
        if (sections.size() > 1) {
            return sections.values();
        }
        var orgs = List.copyOf(new LinkedHashSet<>(keys.stream().map(SectionKey::org).toList()));
        if (orgs.size() == 1) {
            return List.of(keys);
        }
        var half = Set.copyOf(orgs.subList(0, orgs.size() / 2));
        return keys.stream()
                .collect(
                        Collectors.<SectionKey<?, ?>>partitioningBy(
                                key -> half.contains(key.org())))
                .values();
    }
}
