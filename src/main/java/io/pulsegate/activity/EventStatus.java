package io.pulsegate.activity;

/** How an event ended. */
enum EventStatus {
    SUCCESS,
    WARNING,
    ERROR
}
