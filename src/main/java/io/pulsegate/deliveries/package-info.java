/**
 * Webhook deliveries: those that failed sent again, and tests that somebody asks for.
 *
 * <p>A worker leases what is due, sends it outside of any transaction, and writes down how it went.
 * Killed in between, the lease runs out and the delivery is sent again under the same {@code
 * webhook-id}: at least once, and once for a receiver that looks at the id.
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
            "sections",
            "live",
            "integrations",
            "work"
        })
@NullMarked
package io.pulsegate.deliveries;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
