package io.pulsegate.edi;

/** Which way an interchange went, seen from the organisation. */
enum EdiDirection {
    INBOUND,
    OUTBOUND
}
