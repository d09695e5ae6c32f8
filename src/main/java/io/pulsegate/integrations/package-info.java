/**
 * What is connected: the integrations of an org and their types. The words that health, activity
 * and errors share, so it lies a floor below them.
 *
 * <p>An integration says what it is and where it points; how it is doing is told by the rooms above
 * this one.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "faults", "paging", "operations"})
@NullMarked
package io.pulsegate.integrations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
