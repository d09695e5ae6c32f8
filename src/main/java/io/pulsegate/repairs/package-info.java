/**
 * What people do about failures: try one again, or many, or give them up, and who does the work
 * that is not ours.
 *
 * <p>A retry is a wish, answered by a ticket; whoever does the work says how it went. Every act is
 * in the audit log, with who and why.
 */
@ApplicationModule(
        allowedDependencies = {
            "tenancy",
            "faults",
            "paging",
            "operations",
            "outbound",
            "redaction",
            "access",
            "audit",
            "sections",
            "live",
            "integrations",
            "work"
        })
@NullMarked
package io.pulsegate.repairs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
