/**
 * The stored questions: every file under {@code graphql/operations}, by name and by hash.
 *
 * <p>One document has four readers: the dashboard's code generation, the tests, the load client and
 * the server. What our own clients ask is known before they ask it.
 */
@ApplicationModule(allowedDependencies = "faults")
@NullMarked
package io.pulsegate.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
