/**
 * The endpoints that are told what happens, and every delivery to them.
 *
 * <p>An address may carry a secret, so it is shown with the secret taken out ({@code Address}).
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
            "integrations"
        })
@NullMarked
package io.pulsegate.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
