package io.pulsegate.tenancy;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Reads figures from a replica: of a version below the {@link Waterline}, or when it ends the read
 * to follow its primary, from the primary after all. Everything else is the primary's.
 */
final class Replica {

    private final Server replica;
    private final Server primary;
    private final Waterline waterline = new Waterline();

    Replica(Server replica, Server primary) {
        this.replica = replica;
        this.primary = primary;
    }

    /** From now on no figures of a lower version are given. */
    void shown(Map<OrgId, Long> versions) {
        waterline.raise(versions);
    }

    /** As {@link OrgDatabase#read}. */
    Batch read(
            Collection<OrgId> orgs,
            Capacity capacity,
            Duration timeout,
            List<? extends Read<?>> batch) {
        return batch.stream().allMatch(Read::figures)
                ? figures(orgs, capacity, timeout, batch)
                : ofPrimary(orgs, capacity, timeout, batch);
    }

    private Batch figures(
            Collection<OrgId> orgs,
            Capacity capacity,
            Duration timeout,
            List<? extends Read<?>> batch) {
        Batch figures;
        try {
            figures = replica.read(orgs, capacity, timeout, batch);
        } catch (ReadFailure failure) {
            if (!failure.isConflict()) throw failure;
            return ofPrimary(orgs, capacity, timeout, batch);
        }
        var below = waterline.above(figures.versions(), orgs);
        waterline.raise(figures.versions());
        if (below.isEmpty()) {
            return figures;
        }
        var newer = ofPrimary(below, capacity, timeout, batch);
        return below.size() == orgs.size() ? newer : figures.with(newer, below);
    }

    private Batch ofPrimary(
            Collection<OrgId> orgs,
            Capacity capacity,
            Duration timeout,
            List<? extends Read<?>> batch) {
        var before = waterline.of(orgs);
        var read = primary.read(orgs, capacity, timeout, batch);
        waterline.correct(before, read.versions());
        return read;
    }
}
