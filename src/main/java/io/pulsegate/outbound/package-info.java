/**
 * How the gateway calls others: addresses that tenants wrote down, so none of them is trusted.
 *
 * <p>A name is resolved once, every address it has is looked at, and those very addresses are
 * called: nobody can answer a second question differently. No redirect is followed, no more is read
 * than was agreed, and nothing takes longer than it may.
 */
@ApplicationModule(allowedDependencies = "faults")
@NullMarked
package io.pulsegate.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
