/**
 * The house. Each package below is a room, its sign hangs in its {@code package-info.java}.
 *
 * <p>Rooms lie on floors (ground, first, second, third, top) and import only from floors below.
 */
@NullMarked
package io.pulsegate;

import org.jspecify.annotations.NullMarked;
