/**
 * The endpoints that are told what happens, and every delivery to them. An ADMIN adds them, pauses
 * them and changes their secrets, which are shown once.
 *
 * <p>An address may carry a secret, so it is shown with the secret taken out ({@code Address}).
 */
@ApplicationModule(
        allowedDependencies = {
            "tenancy",
            "faults",
            "paging",
            "operations",
            "outbound",
            "access",
            "audit",
            "sections",
            "live",
            "integrations",
            "work"
        })
@NullMarked
package io.pulsegate.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
