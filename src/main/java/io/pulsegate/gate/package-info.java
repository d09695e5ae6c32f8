/**
 * What every operation passes, whichever door it came through: cost, trusted documents, time-out,
 * masking.
 *
 * <p>The guards stand before and behind the engine, so no controller has to remember them.
 */
@ApplicationModule(
        allowedDependencies = {
            "tenancy",
            "faults",
            "paging",
            "operations",
            "access",
            "sections",
            "live",
            "integrations",
            "health",
            "activity",
            "errors",
            "intake",
            "dashboard"
        })
@NullMarked
package io.pulsegate.gate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
