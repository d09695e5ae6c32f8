/**
 * Who asks: a session, an API key or a JWT becomes a viewer with a role.
 *
 * <p>Below the filter chain nobody sees a credential again, only the viewer, who is passed on as an
 * argument like the org.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "faults", "paging", "operations"})
@NullMarked
package io.pulsegate.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
