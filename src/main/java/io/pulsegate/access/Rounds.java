package io.pulsegate.access;

import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.OrgVersions;

import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether those who were let in long ago may stay. A round costs one statement at most, the probe
 * of versions that all on this node share, however many guests there are; only where an
 * organisation's rights changed is each credential looked up once more, whoever holds it.
 */
@Component
public class Rounds {

    private final OrgVersions versions;

    Rounds(OrgVersions versions) {
        this.versions = versions;
    }

    /**
     * Looks at everybody. Who is in doubt when it returns is being looked up beside. While the
     * database is away nobody's rights can have changed that we could know of, but a credential
     * that ends by itself does so all the same.
     */
    public void look(Collection<Guest> guests) {
        var rights = rights(guests);
        var now = Instant.now();
        guests.stream()
                .filter(guest -> !guest.inDoubt())
                .filter(guest -> !holds(guest.admission(), rights, now))
                .peek(Guest::doubt)
                .collect(Collectors.groupingBy(Guest::admission))
                .forEach((admission, holders) ->
                        Thread.startVirtualThread(() -> lookUp(admission, holders)));
    }

    private Map<OrgId, Long> rights(Collection<Guest> guests) {
        var orgs =
                guests.stream()
                        .map(guest -> guest.admission().viewer().org())
                        .collect(Collectors.toSet());
        try {
            return versions.accessVersions(orgs);
        } catch (Fault.Unavailable _) {
            return Map.of();
        }
    }

    private static boolean holds(Admission admission, Map<OrgId, Long> rights, Instant now) {
        return now.isBefore(admission.expiresAt())
                && admission.accessVersion()
                        >= rights.getOrDefault(admission.viewer().org(), Long.MIN_VALUE);
    }

    private static void lookUp(Admission admission, List<Guest> holders) {
        try {
            var found = admission.renewed();
            holders.forEach(guest -> guest.decide(found));
        } catch (Fault.Unavailable _) {
            holders.forEach(Guest::leaveInPeace);
        }
    }
}
