package io.pulsegate.deliveries;

import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.work.Queued;
import io.pulsegate.work.WorkQueue;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Looks for organisations whose deliveries are due, leases some of each, and sends every one on a
 * virtual thread of its own. An organisation gets a share of the node at a time, so a large backlog
 * waits for itself and not for others.
 */
@Component
class DeliveryWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);

    /** Organisations a round: the rest waits for the next, longest waiting first. */
    private static final String DUE = "select * from orgs_with_work('deliveries', 200) as org_id";

    private final OrgDatabase database;
    private final WorkQueue queue;
    private final Delivery delivery;
    private final DeliveryProperties properties;
    private final Semaphore free;
    private final Semaphore news = new Semaphore(0);
    private volatile @Nullable Thread thread;

    DeliveryWorker(
            OrgDatabase database,
            WorkQueue queue,
            Delivery delivery,
            DeliveryProperties properties) {
        this.database = database;
        this.queue = queue;
        this.delivery = delivery;
        this.properties = properties;
        this.free = new Semaphore(properties.perNode());
    }

    private void run() {
        while (thread == Thread.currentThread()) {
            try {
                news.drainPermits();
                due().forEach(this::lease);
                news.tryAcquire(properties.poll().toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException e) {
                log.warn("looking for deliveries failed, next try soon: {}", e.getMessage());
                if (!pause()) return;
            }
        }
    }

    @EventListener(Queued.class)
    void wake() {
        news.release();
    }

    private boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(properties.poll().toMillis());
            return true;
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    private List<OrgId> due() {
        return database.maintain(DUE, row -> new OrgId(row.getObject("org_id", UUID.class)));
    }

    /** One organisation's trouble is not the others'. */
    private void lease(OrgId org) {
        int room = Math.min(properties.perOrg(), free.availablePermits());
        if (room == 0) {
            return;
        }
        try {
            database.inOrgPersistently(
                            org,
                            Capacity.SYSTEM,
                            tables -> {
                                var leased =
                                        queue.leaseDeliveries(
                                                tables,
                                                room,
                                                properties.perEndpoint(),
                                                properties.lease());
                                return DeliveryQueries.parcels(tables, org, leased);
                            })
                    .forEach(this::send);
        } catch (Fault.Unavailable e) {
            log.debug("deliveries of organisation {} wait: {}", org, e.getMessage());
        } catch (RuntimeException e) {
            log.warn("deliveries of organisation {} failed: {}", org, e.getMessage());
        }
    }

    private void send(Parcel parcel) {
        free.acquireUninterruptibly();
        Thread.ofVirtual()
                .name("delivery-" + parcel.work().id())
                .start(() -> {
                    try {
                        delivery.make(parcel);
                    } finally {
                        free.release();
                        // its place may be for the next one
                        news.release();
                    }
                });
    }

    @Override
    public void start() {
        if (properties.enabled()) {
            var looking = Thread.ofPlatform().name("deliveries").daemon().unstarted(this::run);
            thread = looking;
            looking.start();
        }
    }

    /** What is being sent ends by itself, or its lease runs out. */
    @Override
    public void stop() {
        var looking = thread;
        thread = null;
        if (looking != null) {
            looking.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
