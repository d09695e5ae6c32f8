/**
 * The old door: each path is a row that names a stored operation and a spelling.
 *
 * <p>No second way down: a REST call runs a GraphQL operation in process, and aliases in its file
 * give the old JSON its old names.
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
package io.pulsegate.rest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
