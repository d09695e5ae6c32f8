/**
 * How the integrations are doing: one record a card.
 *
 * <p>The rules live once, in the SQL function {@code judge_health}; this room receives numbers
 * already judged and puts the reason codes into words.
 */
@ApplicationModule(
        allowedDependencies = {
            "tenancy",
            "faults",
            "paging",
            "operations",
            "compile",
            "access",
            "sections",
            "live",
            "integrations"
        })
@NullMarked
package io.pulsegate.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
