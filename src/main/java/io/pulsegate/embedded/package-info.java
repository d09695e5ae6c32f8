/**
 * A PostgreSQL of our own with demo data, when no database is configured.
 *
 * <p>It only supplies a connection. Roles, policies and migrations are those of a real one, so
 * nothing else in the house can tell the difference.
 */
@ApplicationModule(
        allowedDependencies = {
            "tenancy",
            "faults",
            "paging",
            "operations",
            "outbound",
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
package io.pulsegate.embedded;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
