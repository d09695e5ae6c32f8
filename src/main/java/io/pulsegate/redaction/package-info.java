/**
 * What must not be stored: secrets and people's numbers, found by the name they stand under and by
 * their own shape, and blanked out before anything is written.
 *
 * <p>One scanner reads every text whatever it claims to be (plain, XML, EDI, a form, broken JSON);
 * JSON is walked value by value on top of it, since there escapes hide shapes. Who stores a text
 * asks here first; what was never stored can never leak.
 */
@ApplicationModule(allowedDependencies = "faults")
@NullMarked
package io.pulsegate.redaction;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
