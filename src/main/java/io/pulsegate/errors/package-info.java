/**
 * What failed, what waits to be tried again, and what is dead.
 *
 * <p>A retry is a wish, answered by a ticket; whoever delivers the event again says how it went.
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
            "integrations"
        })
@NullMarked
package io.pulsegate.errors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
