/**
 * How long lists are cut: a page, and the cursor to the next one.
 *
 * <p>A cursor remembers the last key that was seen, not a row number: rows that arrive meanwhile
 * neither shift nor repeat a page. It is opaque; only this room reads it.
 */
@ApplicationModule(allowedDependencies = "faults")
@NullMarked
package io.pulsegate.paging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
