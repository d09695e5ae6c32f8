package io.pulsegate.paging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pulsegate.faults.Fault;

/** Any text as a cursor: what is read is what would be written, or refused. */
public final class CursorFuzz {

    private CursorFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        try {
            var cursor = Cursor.decode(new String(data, UTF_8));
            if (!Cursor.decode(cursor.encode()).equals(cursor)) {
                throw new AssertionError(cursor + " does not come back");
            }
        } catch (Fault.Invalid _) {
            // no cursor of ours
        }
    }
}
