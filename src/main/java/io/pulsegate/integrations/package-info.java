/**
 * What is connected: the integrations of an org and their types.
 *
 * <p>An integration says what it is and where it points; how it is doing is told by the rooms
 * beside this one.
 */
@ApplicationModule(
        allowedDependencies = {
            "tenancy",
            "faults",
            "paging",
            "operations",
            "access",
            "sections",
            "live"
        })
@NullMarked
package io.pulsegate.integrations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
