/**
 * The record of what privileged people did, and why. It is written in the transaction of the act:
 * neither is there without the other.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "faults", "access"})
@NullMarked
package io.pulsegate.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
