/**
 * The pages: the dashboard and GraphiQL as files, and the paths that lead to them.
 *
 * <p>Pages are clients like any other. Whatever they show, they ask for over GraphQL.
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
package io.pulsegate.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
