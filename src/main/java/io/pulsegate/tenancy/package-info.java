/**
 * Whose data: the org as a value, and the one door to PostgreSQL.
 *
 * <p>An org is passed as an argument from the door down to the transaction, never kept in a thread.
 * Every statement names the orgs it reads for, and row level security returns nothing else. No
 * other room may hold a connection.
 */
@ApplicationModule(allowedDependencies = "faults")
@NullMarked
package io.pulsegate.tenancy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
