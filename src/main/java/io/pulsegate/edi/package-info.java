/**
 * Electronic data interchange: what was exchanged with partners, and how they answered.
 *
 * <p>An interchange that waits for its acknowledgement becomes overdue by time alone, so that state
 * is told by the read, never stored.
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
package io.pulsegate.edi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
