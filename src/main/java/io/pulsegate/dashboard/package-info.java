/**
 * The sections together: one question for a page, and the same question live.
 *
 * <p>Nothing is read or judged here. The rooms below answer for their sections, and one that fails
 * leaves the others standing.
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
            "intake"
        })
@NullMarked
package io.pulsegate.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
