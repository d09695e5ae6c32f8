package io.pulsegate.live;

import io.pulsegate.faults.Fault;

import org.jspecify.annotations.Nullable;

/** Somebody who watches a question. Called from the ticking thread, so neither method may block. */
public interface Watcher {

    /** A newer answer. One that was not sent yet is worth nothing any more: the newest wins. */
    void answer(Answer answer);

    /** No answer will follow. Null: the stream is complete; otherwise why it ends. */
    void end(@Nullable Fault why);
}
