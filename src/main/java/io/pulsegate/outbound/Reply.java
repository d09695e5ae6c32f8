package io.pulsegate.outbound;

import java.time.Duration;
import java.util.Map;

/** What came of a call. */
public sealed interface Reply {

    Duration took();

    /**
     * The other side answered.
     *
     * @param reason its own words for the status, often empty
     * @param headers by lower-case name; of a repeated header the first
     * @param truncated the body was longer than what is read
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answered(
            int status,
            String reason,
            Map<String, String> headers,
            byte[] body,
            boolean truncated,
            Duration took)
            implements Reply {}

    /** No answer, or not a whole one. */
    record Failed(Cause cause, String words, Duration took) implements Reply {}

    /** Why there was no answer. */
    enum Cause {
        /** The guard let nothing out. */
        REFUSED,
        /** The name has no address. */
        UNKNOWN_HOST,
        /** Nobody there, or no TLS that can be trusted. */
        UNREACHABLE,
        TIMEOUT,
        /** The connection broke, or the answer is no HTTP. */
        BROKEN
    }
}
