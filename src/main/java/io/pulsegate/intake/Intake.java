package io.pulsegate.intake;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.OrgId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Takes events in for one organisation: mapped one by one, stored in groups. */
@Component
class Intake {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final EventMapping mapping;
    private final EventStore store;
    private final IntakeProperties properties;

    /** Fair, so that one busy organisation does not keep the others out. */
    private final Semaphore writers;

    /** Weak: a line lives as long as somebody stands in it, and is the same for all who do. */
    private final LoadingCache<OrgId, StoreLine> lines =
            Caffeine.newBuilder().weakValues().build(this::line);

    Intake(EventMapping mapping, EventStore store, IntakeProperties properties) {
        this.mapping = mapping;
        this.store = store;
        this.properties = properties;
        this.writers = new Semaphore(properties.writers(), true);
    }

    /**
     * Returns when everything that can be stored is.
     *
     * @param integration of events that do not say theirs
     * @return one item for each that was sent, in their order
     */
    List<Receipt.Item> take(OrgId org, Actor actor, List<Sent> sent, @Nullable String integration) {
        var items = new Receipt.Item[sent.size()];
        var events = new ArrayList<NewEvent>(sent.size());
        var indexes = new ArrayList<Integer>(sent.size());
        for (int i = 0; i < items.length; i++) {
            try {
                events.add(map(sent.get(i), actor, integration));
                indexes.add(i);
            } catch (Refusal refusal) {
                items[i] = Receipt.Item.rejected(i, refusal);
            }
        }
        var stored = events.isEmpty() ? List.<Admitted>of() : store(org, events);
        for (int i = 0; i < stored.size(); i++) {
            items[indexes.get(i)] = stored.get(i).item(indexes.get(i));
        }
        return List.of(items);
    }

    private NewEvent map(Sent sent, Actor actor, @Nullable String integration) {
        return switch (sent) {
            case Sent.Event(var event) -> mapping.map(event, actor, integration);
            case Sent.Bad(var refusal) -> throw refusal;
        };
    }

    private List<Admitted> store(OrgId org, List<NewEvent> events) {
        try {
            return Objects.requireNonNull(lines.get(org)).store(events);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private StoreLine line(OrgId org) {
        return new StoreLine(
                events -> inTurn(org, events), properties.together(), properties.waiting());
    }

    private List<Admitted> inTurn(OrgId org, List<NewEvent> events) {
        if (!entered()) {
            throw new Fault.Busy("Too many organisations send at this moment.", RETRY_AFTER);
        }
        try {
            return store.store(org, events);
        } finally {
            writers.release();
        }
    }

    private boolean entered() {
        try {
            return writers.tryAcquire(properties.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
