/**
 * What every test of the gateway stands on: a real PostgreSQL, migrated once and copied for each
 * test that asks, and organisations to fill it with.
 */
@NullMarked
package io.pulsegate.testing;

import org.jspecify.annotations.NullMarked;
