package io.pulsegate.activity;

/** Which way the data went, seen from the organisation. */
enum EventDirection {
    INBOUND,
    OUTBOUND,
    INTERNAL
}
