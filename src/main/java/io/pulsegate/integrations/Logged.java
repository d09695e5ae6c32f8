package io.pulsegate.integrations;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/** Something about which the log tells more. Who shows the log resolves {@code event} by this. */
public interface Logged {

    /** The event of the log; null when there is none. */
    @Nullable UUID eventId();
}
