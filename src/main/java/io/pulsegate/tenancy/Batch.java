package io.pulsegate.tenancy;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * What one round trip brought.
 *
 * @param at the database's clock, and {@code now()} in every statement of the batch
 * @param rows one result for each read, in the same order
 */
public record Batch(OffsetDateTime at, List<Rows<?>> rows) {}
