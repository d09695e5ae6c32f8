package io.pulsegate.activity;

/** Where a failure came from. */
enum FailureOrigin {
    AUTH,
    CONFIG,
    NETWORK,
    TIMEOUT,
    REMOTE_4XX,
    REMOTE_5XX,
    DATA,
    RATE_LIMIT,
    INTERNAL
}
