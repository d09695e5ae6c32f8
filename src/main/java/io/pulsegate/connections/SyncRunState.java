package io.pulsegate.connections;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** How far a run came. */
enum SyncRunState {
    RUNNING,
    SUCCEEDED,
    PARTIAL,
    FAILED;

    static @Nullable SyncRunState of(@Nullable String code) {
        return code == null ? null : valueOf(code.toUpperCase(Locale.ROOT));
    }
}
