package io.pulsegate.streams;

import io.pulsegate.access.Viewer;
import io.pulsegate.faults.Fault;

import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** How many open doors a person or key, and an organisation, have on this node. */
final class Seats {

    private final StreamProperties properties;
    private final Map<Object, Integer> taken = new HashMap<>();
    private final IdentityHashMap<Object, Viewer> guests = new IdentityHashMap<>();

    Seats(StreamProperties properties) {
        this.properties = properties;
    }

    /**
     * Takes a seat, to be left by the same guest.
     *
     * @throws Fault.Busy when there is none
     */
    synchronized void take(Viewer viewer, Object guest) {
        if (count(viewer.subject().id()) >= properties.socketsPerUser()
                || count(viewer.org()) >= properties.socketsPerOrg()) {
            throw new Fault.Busy(
                    "Too many open connections. Close some first.", Duration.ofSeconds(10));
        }
        guests.put(guest, viewer);
        taken.merge(viewer.subject().id(), 1, Integer::sum);
        taken.merge(viewer.org(), 1, Integer::sum);
    }

    synchronized void leave(Object guest) {
        var viewer = guests.remove(guest);
        if (viewer != null) {
            free(viewer.subject().id());
            free(viewer.org());
        }
    }

    private int count(Object owner) {
        return taken.getOrDefault(owner, 0);
    }

    private void free(Object owner) {
        taken.computeIfPresent(owner, (_, seats) -> seats == 1 ? null : seats - 1);
    }
}
