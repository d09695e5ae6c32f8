/**
 * What can go wrong, under stable codes.
 *
 * <p>A fault is a value of a sealed type (not found, denied, invalid, stale, busy, unavailable), so
 * that every door spells the same trouble in its own way and a new kind of fault does not compile
 * until each of them knows it.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.pulsegate.faults;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
