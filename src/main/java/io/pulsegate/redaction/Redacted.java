package io.pulsegate.redaction;

import java.util.List;

/**
 * A body that may be stored.
 *
 * @param paths what was blanked out, as JSON Pointers; empty for a body that is not JSON
 */
public record Redacted(String text, List<String> paths) {}
