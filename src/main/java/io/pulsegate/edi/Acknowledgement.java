package io.pulsegate.edi;

/** How a partner answered an interchange. */
enum Acknowledgement {
    NONE,
    PENDING,
    OVERDUE,
    ACCEPTED,
    ACCEPTED_WITH_ERRORS,
    REJECTED;

    boolean open() {
        return this == PENDING || this == OVERDUE;
    }
}
