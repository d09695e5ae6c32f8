package io.pulsegate.faults;

import java.time.Duration;

/**
 * What can go wrong on purpose. The message is written for the caller and holds no secret and no
 * foreign organisation's data; whatever is not a Fault is masked at the gate.
 */
public abstract sealed class Fault extends RuntimeException {

    private final FaultCode code;

    private Fault(FaultCode code, String message) {
        // a fault is an answer, not a surprise: no stack trace is filled in
        super(message, null, false, false);
        this.code = code;
    }

    public FaultCode code() {
        return code;
    }

    /** The message, which a fault always has. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** No credential, or a wrong one; which of the two is not said. */
    public static final class Unauthenticated extends Fault {
        public Unauthenticated(String message) {
            super(FaultCode.UNAUTHENTICATED, message);
        }
    }

    /** A right credential without the right to do this. */
    public static final class Denied extends Fault {
        public Denied(String message) {
            super(FaultCode.FORBIDDEN, message);
        }
    }

    /** Not there, or not yours: the same answer for both. */
    public static final class NotFound extends Fault {
        public NotFound(String message) {
            super(FaultCode.NOT_FOUND, message);
        }
    }

    /** A value that is not allowed. */
    public static final class Invalid extends Fault {
        public Invalid(String message) {
            super(FaultCode.BAD_USER_INPUT, message);
        }
    }

    /** No document is stored under this hash: the text has to be sent. */
    public static final class NotStored extends Fault {
        public NotStored(String message) {
            super(FaultCode.PERSISTED_QUERY_NOT_FOUND, message);
        }
    }

    /** Two credentials at once: which one should count is not guessed. */
    public static final class Conflicting extends Fault {
        public Conflicting(String message) {
            super(FaultCode.CREDENTIALS_CONFLICT, message);
        }
    }

    /** What the caller saw or held is not so any more. */
    public static final class Stale extends Fault {
        public Stale(String message) {
            super(FaultCode.STALE, message);
        }
    }

    /** Trying again makes no sense, or cannot be done; the message says why. */
    public static final class NotRetryable extends Fault {
        public NotRetryable(String message) {
            super(FaultCode.NOT_RETRYABLE, message);
        }
    }

    /** More bytes than anybody needs to ask. */
    public static final class TooLarge extends Fault {
        public TooLarge(String message) {
            super(FaultCode.PAYLOAD_TOO_LARGE, message);
        }
    }

    /** Too many requests or attempts. */
    public static final class Busy extends Fault {
        private final Duration retryAfter;

        public Busy(String message, Duration retryAfter) {
            super(FaultCode.TOO_MANY_REQUESTS, message);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** Something we stand on does not answer now. */
    public static final class Unavailable extends Fault {
        private final Duration retryAfter;

        public Unavailable(String message, Duration retryAfter) {
            super(FaultCode.UNAVAILABLE, message);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }
}
