/**
 * Failures of one kind together: one incident instead of two thousand errors, with who waits for it
 * and what helped the last time.
 *
 * <p>When one opens and closes is decided in the database, where every failure is logged
 * (db/migration/R__9_incidents.sql). This room shows incidents, and lets people say that they look
 * after one, or what it was.
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
package io.pulsegate.incidents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
