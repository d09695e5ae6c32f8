package io.pulsegate.dashboard;

import io.pulsegate.access.Admission;
import io.pulsegate.live.Watcher;

/** One watcher, and the admission that lets it watch. */
final class Watching {

    final Watcher watcher;
    final LiveKey key;
    volatile Admission admission;

    /** Its credential is being looked at again. */
    volatile boolean inDoubt;

    Watching(Watcher watcher, LiveKey key, Admission admission) {
        this.watcher = watcher;
        this.key = key;
        this.admission = admission;
    }
}
