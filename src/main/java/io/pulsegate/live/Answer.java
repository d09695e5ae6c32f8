package io.pulsegate.live;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * One result of a question, encoded once for all who watch it.
 *
 * @param json a GraphQL execution result, {@code {"data":…,"errors":…}}, in UTF-8; shared, never
 *     changed. It has no {@code extensions}: those are each watcher's own
 * @param due {@link System#nanoTime} at which it should be with its watchers
 * @param gap for one watcher that came back; null for all others
 */
@SuppressWarnings("ArrayRecordComponent") // shared bytes are the point
public record Answer(byte[] json, long due, @Nullable Gap gap) {

    /** The same bytes for a watcher of which the gap is true. */
    public Answer with(@Nullable Gap own) {
        return own == null ? this : new Answer(json, due, own);
    }

    /** In place of an answer that was not sent: what that one alone had to tell is told by this. */
    public Answer insteadOf(@Nullable Answer unsent) {
        return unsent == null || gap != null ? this : with(unsent.gap);
    }

    /** What this watcher is sent: the shared bytes themselves, unless a gap stands before them. */
    public byte[] bytes() {
        if (gap == null) {
            return json;
        }
        var head = ("{\"extensions\":{\"gap\":" + gap.json() + "},").getBytes(US_ASCII);
        // in place of the opening brace
        var bytes = Arrays.copyOf(head, head.length + json.length - 1);
        System.arraycopy(json, 1, bytes, head.length, json.length - 1);
        return bytes;
    }
}
