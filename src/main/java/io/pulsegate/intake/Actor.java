package io.pulsegate.intake;

import io.pulsegate.access.Viewer;

import java.util.UUID;

/**
 * Who sent an event.
 *
 * @param kind {@code user}, {@code api_key} or {@code system}, as the log has it
 */
record Actor(String kind, UUID id) {

    static Actor of(Viewer viewer) {
        return new Actor(
                viewer.subject() instanceof Viewer.User ? "user" : "api_key",
                viewer.subject().id());
    }
}
