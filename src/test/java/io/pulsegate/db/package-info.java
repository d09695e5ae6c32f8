/**
 * Proofs of {@code db/}: what row-level security lets through, what the rules say, that the figures
 * are exact, and that reading stays cheap. What is checked comes from the catalogue, so that a new
 * table is either covered or fails.
 */
@NullMarked
package io.pulsegate.db;

import org.jspecify.annotations.NullMarked;
