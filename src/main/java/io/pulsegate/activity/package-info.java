/**
 * What happened: the recent events of an org, newest first, filtered and cut into pages.
 *
 * <p>The list grows at its head while it is read, so it is walked by cursor, never by number.
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
package io.pulsegate.activity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
