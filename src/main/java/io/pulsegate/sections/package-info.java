/**
 * How a dashboard is read: all wanted sections of all wanted orgs in one round trip.
 *
 * <p>One reader serves one org and a thousand: a request passes one, the live poller all that have
 * watchers, with the same SQL. A section or an org that fails does so alone.
 */
@ApplicationModule(allowedDependencies = {"tenancy", "faults", "paging", "operations"})
@NullMarked
package io.pulsegate.sections;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
