package io.pulsegate.tenancy;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one {@link Read} returned, by organisation, in the order of the statement. */
public final class Rows<T> {

    private final Map<OrgId, List<T>> byOrg;

    Rows(Map<OrgId, List<T>> byOrg) {
        this.byOrg = byOrg;
    }

    /** The rows of one organisation; empty when it has none. */
    public List<T> of(OrgId org) {
        return byOrg.getOrDefault(org, List.of());
    }

    @SuppressWarnings("unchecked") // of the same read
    Rows<T> with(Rows<?> other, Collection<OrgId> orgs) {
        var all = new HashMap<>(byOrg);
        orgs.forEach(org -> all.put(org, ((Rows<T>) other).of(org)));
        return new Rows<>(all);
    }

    static <T> Rows<T> none() {
        return new Rows<>(new HashMap<>());
    }
}
