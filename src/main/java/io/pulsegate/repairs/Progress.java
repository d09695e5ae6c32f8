package io.pulsegate.repairs;

import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.OrgVersions;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Follows something to its end: read again whenever the organisation's data changed, told when it
 * is another than before. Costs no statement while nothing changes.
 */
@Component
class Progress {

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final OrgVersions versions;

    Progress(OrgVersions versions) {
        this.versions = versions;
    }

    <T> Flux<T> of(OrgId org, Supplier<T> read, Predicate<T> finished) {
        return Flux.<T>create(
                        sink -> {
                            var following =
                                    Thread.ofVirtual()
                                            .name("progress")
                                            .start(() -> follow(org, read, finished, sink));
                            sink.onDispose(following::interrupt);
                        })
                .distinctUntilChanged();
    }

    private <T> void follow(OrgId org, Supplier<T> read, Predicate<T> finished, FluxSink<T> sink) {
        long seen = -1;
        long until = System.nanoTime() + LONGEST.toNanos();
        try {
            while (!sink.isCancelled() && System.nanoTime() - until < 0) {
                long version = versions.dataVersion(org);
                if (version != seen) {
                    seen = version;
                    var now = read.get();
                    sink.next(now);
                    if (finished.test(now)) break;
                }
                Thread.sleep(LOOK);
            }
            sink.complete();
        } catch (InterruptedException cancelled) {
            sink.complete();
        } catch (Fault fault) {
            sink.error(fault);
        }
    }
}
