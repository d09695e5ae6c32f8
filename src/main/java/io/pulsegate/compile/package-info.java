/**
 * What is plain is answered at once: a part of an operation below which there is nothing but
 * records, read by their accessors, is not executed field by field.
 *
 * <p>How to do that is worked out once for each place in a document, with types, accessors and
 * arguments resolved, and remembered as long as the document is. Everything else stays the
 * engine's: parsing, validation, guards, root fields, loaders, and every part with a variable or a
 * fetcher of its own below. Whatever goes wrong in a plain part, it is given back to the engine,
 * which does it again in its own way and says what it always says; accessors change nothing, so
 * nobody can tell.
 */
@ApplicationModule(allowedDependencies = "faults")
@NullMarked
package io.pulsegate.compile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
