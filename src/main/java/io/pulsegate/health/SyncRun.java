package io.pulsegate.health;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;

/** The last run of a run-based integration. */
record SyncRun(
        String entity,
        State state,
        OffsetDateTime startedAt,
        @Nullable OffsetDateTime finishedAt,
        int readCount,
        int writtenCount,
        int failedCount) {

    enum State {
        RUNNING,
        SUCCEEDED,
        PARTIAL,
        FAILED
    }
}
