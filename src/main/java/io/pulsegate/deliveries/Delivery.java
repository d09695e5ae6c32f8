package io.pulsegate.deliveries;

import io.pulsegate.deliveries.DeliverySender.Attempt;
import io.pulsegate.faults.Masked;
import io.pulsegate.outbound.Reply.Answered;
import io.pulsegate.redaction.Redactor;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgTables;
import io.pulsegate.work.Ending;
import io.pulsegate.work.WorkQueue;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;

/** One delivery from its lease to what is known about it. */
@Component
class Delivery {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    /** A pool of few connections is shared with those who sign in. */
    private static final int WRITERS = 2;

    private static final int TRIES = 5;

    private final OrgDatabase database;
    private final WorkQueue queue;
    private final DeliverySender sender;
    private final DeliveryProperties properties;
    private final Redactor redactor;
    private final Semaphore writers = new Semaphore(WRITERS);

    Delivery(
            OrgDatabase database,
            WorkQueue queue,
            DeliverySender sender,
            DeliveryProperties properties,
            Redactor redactor) {
        this.database = database;
        this.queue = queue;
        this.sender = sender;
        this.properties = properties;
        this.redactor = redactor;
    }

    void make(Parcel parcel) {
        try {
            settle(parcel, attempt(parcel));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // the lease runs out, and somebody tries again
            log.error("delivery {} came to no end", parcel.work().id(), e);
        }
    }

    /** What we ourselves stumble over counts as an attempt: else it would be made for ever. */
    private Attempt attempt(Parcel parcel) {
        try {
            return sender.send(parcel);
        } catch (RuntimeException e) {
            return Attempt.broken(Masked.of(e, "delivery " + parcel.work().id()));
        }
    }

    /** The attempt is made, so its end is worth some patience with a busy database. */
    private void settle(Parcel parcel, Attempt attempt) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            writers.acquire();
            try {
                database.inOrgPersistently(
                        parcel.org(),
                        Capacity.SYSTEM,
                        tables -> {
                            settle(tables, parcel, attempt);
                            return true;
                        });
                return;
            } catch (RuntimeException e) {
                // away, or other writers were in the way for too long
                if (tries == TRIES) throw e;
            } finally {
                writers.release();
            }
            Thread.sleep(Duration.ofMillis(200L << tries));
        }
    }

    private void settle(OrgTables tables, Parcel parcel, Attempt attempt) {
        var judgement = attempt.judgement().masked(redactor);
        var payload =
                attempt.reply().orElse(null) instanceof Answered answered
                        ? DeliveryQueries.keep(
                                tables, parcel, Exchange.of(attempt.headers(), answered, redactor))
                        : null;
        var work = parcel.work();
        var outcome =
                queue.finish(tables, work.id(), work.leaseId(), ending(parcel, judgement, payload));
        if (outcome.isEmpty()) {
            log.info("delivery {} took longer than its lease; somebody else has it", work.id());
        }
        DeliveryQueries.record(tables, parcel, judgement, payload);
        if (judgement.gone()) {
            DeliveryQueries.switchOff(
                    tables, parcel, "The receiver answered HTTP 410 Gone: it wants no more.");
        }
    }

    private Ending ending(Parcel parcel, Judgement judgement, @Nullable UUID payload) {
        return new Ending(
                judgement.verdict(),
                next(parcel, judgement),
                parcel.work().handler()
                        + (parcel.work().attempt() > 1 ? " sent again to " : " sent to ")
                        + parcel.shownUrl(),
                judgement.error(),
                judgement.errorCode(),
                judgement.failureOrigin(),
                judgement.httpStatus(),
                judgement.durationMs(),
                payload,
                null);
    }

    private @Nullable OffsetDateTime next(Parcel parcel, Judgement judgement) {
        var now = OffsetDateTime.now(ZoneOffset.UTC);
        return switch (judgement.verdict()) {
            case DONE, NEVER -> null;
            case WAIT ->
                    now.plus(judgement.askedFor() == null ? backoff(parcel) : judgement.askedFor());
            case AGAIN -> now.plus(backoff(parcel));
        };
    }

    private Duration backoff(Parcel parcel) {
        return DeliveryRules.backoff(
                properties.schedule(),
                properties.jitter(),
                parcel.work().attempt(),
                ThreadLocalRandom.current().nextDouble());
    }
}
