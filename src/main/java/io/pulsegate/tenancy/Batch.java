package io.pulsegate.tenancy;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What one round trip brought.
 *
 * @param at the database's clock, and {@code now()} in every statement of the batch
 * @param asOf everything that was committed before is in it: the same instant, but on a replica
 * @param rows one result for each read, in the same order
 * @param versions the data versions that the figures are of
 */
public record Batch(
        OffsetDateTime at, OffsetDateTime asOf, List<Rows<?>> rows, Map<OrgId, Long> versions) {

    /** The same, but for these organisations what another round trip brought. */
    Batch with(Batch other, Collection<OrgId> orgs) {
        var all = new HashMap<>(versions);
        all.putAll(other.versions);
        return new Batch(
                at,
                asOf,
                IntStream.range(0, rows.size())
                        .<Rows<?>>mapToObj(i -> rows.get(i).with(other.rows.get(i), orgs))
                        .toList(),
                all);
    }
}
