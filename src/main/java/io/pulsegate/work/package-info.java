/**
 * What has to be done again, and by whom: rows of {@code retry_queue}, leased and finished.
 *
 * <p>A lease is a promise for a while. Who holds it says how the work ended, and nobody else can;
 * who is not heard of in time loses it, and the work goes to the next. So work is done at least
 * once, always under the same idempotency key, and its end is written down once.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "faults"})
@NullMarked
package io.pulsegate.work;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
