/**
 * What is set up: the connections to ERP, EDI, exports and imports, and the runs over them. An
 * ADMIN sets them up; the gateway probes those that say where to ask.
 *
 * <p>How a connection is doing is judged elsewhere (room health); here is what was configured, and
 * what it did.
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
            "integrations"
        })
@NullMarked
package io.pulsegate.connections;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
