/**
 * That something changed, and who is told.
 *
 * <p>A change is a wake-up, not a message: it says that an org changed, never to what, and the
 * answer is read again under row level security. An answer is computed once and encoded once for
 * all who watch the same question.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "faults", "paging", "operations"})
@NullMarked
package io.pulsegate.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
