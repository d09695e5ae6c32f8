package io.pulsegate.sections;

import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.DatabaseProperties;
import io.pulsegate.tenancy.OrgDatabase;
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
            keys.forEach(key -> readings.put(key, new Reading.Failed(away)));
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
        var results = database.read(orgs, capacity, properties.sectionTimeout(), reads);
        for (int i = 0; i < reads.size(); i++) {
            Rows<?> rows = results.get(i);
            parts.get(i)
                    .getValue()
                    .forEach(key -> readings.put(key, new Reading.Rows(rows.of(key.org()))));
        }
    }

    private static Map<Section<?, ?>, List<SectionKey<?, ?>>> bySection(
            List<SectionKey<?, ?>> keys) {
        return keys.stream()
                .collect(
                        Collectors.groupingBy(
                                SectionKey::section, LinkedHashMap::new, Collectors.toList()));
    }

    @SuppressWarnings("unchecked") // a key's argument is of its section's argument type
    private static <A, T> Read<T> read(Section<A, T> section, List<SectionKey<?, ?>> keys) {
        return section.read(keys.stream().map(key -> (A) key.argument()).distinct().toList());
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
