package io.pulsegate.dashboard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Interner;

import io.pulsegate.access.Admission;
import io.pulsegate.access.Grant;
import io.pulsegate.live.Watch;
import io.pulsegate.live.Watcher;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The live dashboards of this node. One thread owns all state: who comes and goes tells it so, and
 * once a second it lets the {@link LiveTicker} look what is due. Between two slots newcomers are
 * answered as they come, those of one moment together.
 */
@Component
@EnableConfigurationProperties(LiveProperties.class)
public class LiveDashboards implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LiveDashboards.class);
    static final long SLOT = TimeUnit.SECONDS.toNanos(1);

    /** One object for all who ask the same: a document is long, and they are many. */
    private final Interner<LiveKey> questions = Interner.newWeakInterner();

    /** A question is looked at once while anybody asks it. */
    private final Cache<LiveKey, Duration> cadences = Caffeine.newBuilder().weakKeys().build();

    private final LiveEngine engine;
    private final LiveTicker ticker;
    private final LiveInbox inbox;
    private volatile @Nullable Thread thread;

    LiveDashboards(LiveEngine engine, LiveTicker ticker, LiveInbox inbox) {
        this.engine = engine;
        this.ticker = ticker;
        this.inbox = inbox;
    }

    /**
     * Watches a question. The first answer comes at once.
     *
     * @param admission whose it is; looked at again whenever rights change, and its end is the
     *     watch's
     * @throws Refused when the question is not a right subscription
     * @throws io.pulsegate.faults.Fault.Denied when the viewer may not read dashboards
     * @throws io.pulsegate.faults.Fault.Invalid when it resumes from what is no number
     * @throws io.pulsegate.faults.Fault.Unavailable while too many come at once
     */
    public Watch watch(Admission admission, LiveRequest request, Watcher watcher) {
        var viewer = admission.viewer();
        viewer.require(Grant.DASHBOARD_READ);
        var key =
                questions.intern(
                        new LiveKey(
                                viewer.org(),
                                viewer.grants(),
                                request.document(),
                                request.operationName(),
                                request.variables()));
        var watching = new Watching(watcher, key, admission, request.resumesFrom());
        var cadence = cadences.get(key, asked -> engine.cadence(asked, viewer));
        inbox.welcome(() -> ticker.arrive(watching, cadence));
        return () -> inbox.execute(() -> ticker.leave(watching));
    }

    private void run() {
        long slot = slotAfter(System.nanoTime());
        while (thread == Thread.currentThread()) {
            try {
                inbox.takeUntil(slot);
                ticker.welcome();
                if (System.nanoTime() - slot >= 0) {
                    long begun = slot;
                    // after a pause the next slot is the next to come: none is made up for
                    slot = slotAfter(System.nanoTime());
                    ticker.tick(begun);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // the thread must outlive whatever one slot ran into
                log.error("a live slot failed", e);
            }
        }
    }

    /** Slots begin at whole seconds of {@link System#nanoTime}, so that what is due in one is. */
    private static long slotAfter(long now) {
        return now + SLOT - Math.floorMod(now, SLOT);
    }

    @Override
    public void start() {
        var ticking = Thread.ofPlatform().name("live-dashboards").daemon().unstarted(this::run);
        thread = ticking;
        ticking.start();
    }

    @Override
    public void stop() {
        var ticking = thread;
        thread = null;
        if (ticking != null) {
            ticking.interrupt();
        }
    }

    /** After the doors have said goodbye, and before the web server waits for its requests. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 512;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
