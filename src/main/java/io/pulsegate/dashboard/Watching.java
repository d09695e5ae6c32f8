package io.pulsegate.dashboard;

import io.pulsegate.access.Admission;
import io.pulsegate.access.Grant;
import io.pulsegate.access.Guest;
import io.pulsegate.access.Viewer;
import io.pulsegate.faults.Fault;
import io.pulsegate.live.Answer;
import io.pulsegate.live.Gap;
import io.pulsegate.live.Watcher;

import org.jspecify.annotations.Nullable;

/** One watcher, and the admission that lets it watch. */
final class Watching implements Guest.Host {

    final LiveKey key;
    final Guest guest;
    private final Watcher watcher;

    /** Where it was when it left; null when it is new, or has been told what it missed. */
    private @Nullable Long resumesFrom;

    private boolean checked;

    /** When it came, by {@link System#nanoTime}. */
    final long arrivedAt = System.nanoTime();

    Watching(Watcher watcher, LiveKey key, Admission admission, @Nullable Long resumesFrom) {
        this.watcher = watcher;
        this.key = key;
        this.guest = new Guest(admission, this);
        this.resumesFrom = resumesFrom;
    }

    /** It saw a later state than this one. */
    boolean isAheadOf(long seq) {
        return resumesFrom != null && resumesFrom > seq;
    }

    /** The same, and nobody asked the database since it came whether that can be. */
    boolean mustBeChecked(long seq) {
        return isAheadOf(seq) && !checked;
    }

    void checked() {
        checked = true;
    }

    boolean isChecked() {
        return checked;
    }

    /** Hands it an answer, unless its credential is in doubt. */
    void tell(Answer answer, long seq, boolean current) {
        if (!guest.inDoubt()) {
            watcher.answer(answer.with(gap(seq, current)));
        }
    }

    private @Nullable Gap gap(long seq, boolean current) {
        var from = resumesFrom;
        if (from == null) {
            return null;
        }
        if (!current) {
            return Gap.unknown(from);
        }
        resumesFrom = null;
        return Gap.between(from, seq);
    }

    @Override
    public void allow(Viewer viewer) {
        viewer.require(Grant.DASHBOARD_READ);
        if (!viewer.grants().equals(key.grants())) {
            throw new Fault.Unauthenticated("Your permissions changed. Subscribe again.");
        }
    }

    @Override
    public void dismiss(Fault why) {
        watcher.end(why);
    }
}
