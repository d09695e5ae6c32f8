/**
 * The keys by which others call: whose they are, what they may, and how much they are used.
 *
 * <p>A key itself is shown once, when it is made. What is kept is the hash, which no list reads.
 */
@ApplicationModule(
        allowedDependencies = {
            "tenancy",
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
package io.pulsegate.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
