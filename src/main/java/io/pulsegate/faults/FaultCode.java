package io.pulsegate.faults;

import java.util.Arrays;

/**
 * Every error code that leaves the gateway, in {@code extensions.code} of a GraphQL error and in
 * {@code code} of a problem document. Codes are stable: clients switch on them.
 */
public enum FaultCode {
    UNAUTHENTICATED(401, "Sign in first"),
    FORBIDDEN(403, "Insufficient permissions"),
    NOT_FOUND(404, "Not found"),
    BAD_REQUEST(400, "The request cannot be understood"),
    BAD_USER_INPUT(400, "An argument has a value that is not allowed"),
    GRAPHQL_PARSE_FAILED(400, "The document is not GraphQL"),
    GRAPHQL_VALIDATION_FAILED(400, "The document does not fit the schema"),
    QUERY_TOO_COMPLEX(400, "The document asks for too much"),
    UNTRUSTED_DOCUMENT(400, "Only stored documents are answered"),
    PERSISTED_QUERY_NOT_FOUND(400, "No stored document has this hash"),
    CREDENTIALS_CONFLICT(400, "More than one credential was sent"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "No acceptable representation"),
    STALE(409, "What you saw or held has changed"),
    NOT_RETRYABLE(409, "This cannot be tried again"),
    PAYLOAD_TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL(500, "Something went wrong on our side"),
    UNAVAILABLE(503, "Temporarily unavailable");

    private final int status;
    private final String title;

    FaultCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status where a whole answer is this fault. */
    public int status() {
        return status;
    }

    /** The problem document's title: the same for every fault of this code. */
    public String title() {
        return title;
    }

    /** The most general code for a status that somebody else chose, such as the container. */
    public static FaultCode ofStatus(int status) {
        return Arrays.stream(values())
                .filter(code -> code.status == status)
                .findFirst()
                .orElse(status >= 400 && status < 500 ? BAD_REQUEST : INTERNAL);
    }

    /** Whether the same request may succeed later, unchanged. */
    public boolean retryable() {
        return this == TOO_MANY_REQUESTS || this == UNAVAILABLE;
    }
}
