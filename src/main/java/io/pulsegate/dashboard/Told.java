package io.pulsegate.dashboard;

import io.pulsegate.dashboard.DashboardUpdate.Staleness;
import io.pulsegate.dashboard.DashboardUpdate.StatusChange;
import io.pulsegate.health.IntegrationHealth;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a question's last answer said: the next one is told relative to it.
 *
 * @param cards empty when the health section had failed
 * @param since when these figures were first told
 */
record Told(
        Snapshot snapshot, List<IntegrationHealth> cards, long eventCount, OffsetDateTime since) {

    static Told of(Snapshot snapshot, @Nullable Told before, OffsetDateTime now) {
        if (before != null && before.snapshot.readAt() == snapshot.readAt()) {
            return before;
        }
        try {
            var health = snapshot.health();
            return new Told(snapshot, health.cards(), health.eventCount(), now);
        } catch (io.pulsegate.faults.Fault failed) {
            // what was known before still is, so that nothing is lost when the section is back
            return new Told(
                    snapshot,
                    before == null ? List.of() : before.cards,
                    before == null ? 0 : before.eventCount,
                    now);
        }
    }

    DashboardUpdate update(
            @Nullable Told before,
            OffsetDateTime now,
            @Nullable OffsetDateTime asOf,
            boolean away) {
        boolean unchanged = before != null && before.snapshot.readAt() == snapshot.readAt();
        return new DashboardUpdate(
                snapshot.version(),
                now,
                asOf,
                unchanged ? since : null,
                away ? Staleness.of(figuresOf(), now) : null,
                before == null || before.cards.isEmpty()
                        ? 0
                        : Math.max(0, eventCount - before.eventCount),
                before == null || unchanged ? List.of() : changes(before),
                snapshot);
    }

    private OffsetDateTime figuresOf() {
        return cards.isEmpty() ? since : cards.getFirst().computedAt();
    }

    private List<StatusChange> changes(Told before) {
        return before.cards.stream().flatMap(card -> change(card)).toList();
    }

    private Stream<StatusChange> change(IntegrationHealth from) {
        return cards.stream()
                .filter(to -> to.type() == from.type())
                .filter(to -> to.status() != from.status() || to.level() != from.level())
                .map(to ->
                        new StatusChange(
                                to.type(),
                                from.status(),
                                to.status(),
                                from.level(),
                                to.level(),
                                to.reason()));
    }
}
