/**
 * What an EDI interchange says of itself: from whom, to whom, under which numbers, and which
 * earlier one it answers (997, 999 and TA1 of X12, CONTRL of EDIFACT).
 *
 * <p>Read as a stream of segments and no further than the envelopes and the acknowledgements: what
 * is ordered or invoiced is nobody's business here.
 */
@ApplicationModule(allowedDependencies = "faults")
@NullMarked
package io.pulsegate.interchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
