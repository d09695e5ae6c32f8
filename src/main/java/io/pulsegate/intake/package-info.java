/**
 * Events in: CloudEvents become rows of {@code integration_logs}.
 *
 * <p>Senders repeat themselves, so taking an event in is idempotent: the second arrival changes
 * nothing and is answered like the first.
 */
@ApplicationModule(
        allowedDependencies = {
            "tenancy",
            "redaction",
            "interchange",
            "faults",
            "paging",
            "operations",
            "access",
            "audit",
            "sections",
            "live",
            "integrations"
        })
@NullMarked
package io.pulsegate.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
