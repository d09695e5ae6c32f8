/**
 * The doors that stay open: GraphQL over WebSocket ({@code graphql-transport-ws}) and over
 * server-sent events.
 *
 * <p>A stalled peer costs one pending answer and delays nobody: each socket writes on a thread of
 * its own that lives only while there is something to write, and the newest answer wins. Who may
 * look is decided below, for every update.
 */
@ApplicationModule(
        allowedDependencies = {
            "tenancy",
            "faults",
            "operations",
            "wire",
            "access",
            "live",
            "dashboard"
        })
@NullMarked
package io.pulsegate.streams;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
