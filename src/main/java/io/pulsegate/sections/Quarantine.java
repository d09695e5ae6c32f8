package io.pulsegate.sections;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulsegate.faults.Fault;
import io.pulsegate.tenancy.OrgId;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;

/** Sections that failed for an organisation, and are not tried again for it while they rest. */
@Component
class Quarantine {

    private static final Logger log = LoggerFactory.getLogger(Quarantine.class);
    private static final Duration REST = Duration.ofSeconds(5);

    private final Cache<Patient, Fault> resting =
            Caffeine.newBuilder().expireAfterWrite(REST).maximumSize(10_000).build();
    private final MeterRegistry meters;

    Quarantine(MeterRegistry meters) {
        this.meters = meters;
    }

    private record Patient(OrgId org, String section) {
        static Patient of(SectionKey<?, ?> key) {
            return new Patient(key.org(), key.section().name());
        }
    }

    /** The fault that a resting section answers with; null when it may be read. */
    @Nullable Fault holds(SectionKey<?, ?> key) {
        return resting.getIfPresent(Patient.of(key));
    }

    Fault put(SectionKey<?, ?> key, Throwable cause) {
        var fault = new Fault.Unavailable(key.section().words(), REST);
        resting.put(Patient.of(key), fault);
        meters.counter("pulsegate.sections.failed", "section", key.section().name()).increment();
        log.warn(
                "section {} of organisation {} failed and rests for {} s",
                key.section().name(),
                key.org(),
                REST.toSeconds(),
                cause);
        return fault;
    }
}
