import { openStream } from './stream';
import { polling } from './polling';
import { CADENCE, type Sink, type Source } from './source';

// spread over this time, so that those whom one restart cut off do not all come back at once
const AGAIN_WITHIN = 5_000;
const SOCKET_AGAIN = 60_000;

/**
 * Answers as they are pushed; by polling while no socket can be had.
 *
 *     opening ──answer──▶ live ──dropped──▶ waiting ──▶ opening
 *        └──lost, or dropped twice in a row──▶ polling, opening every minute ──answer──▶ live
 */
export function streaming(sink: Sink): Source {
  const poll = polling(sink);
  let close: (() => void) | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let polls = false;
  let heard = false;
  let openedAt = 0;
  let drops = 0;

  function open() {
    heard = false;
    openedAt = Date.now();
    if (!polls) {
      sink.comes('connecting');
      sink.asked();
    }
    close = openStream({
      answered(answer, moment) {
        // an answer by HTTP that is still under way is older than this one
        poll.stop();
        if (!heard) sink.comes('live');
        heard = true;
        polls = false;
        sink.answered(answer, moment);
      },
      lost(failure) {
        close = undefined;
        if (failure) sink.answered({ ok: false, failure });
        else if (dropped()) wait(Math.random() * AGAIN_WITHIN);
        else fallBack();
      },
    });
  }

  /** Whether it was open, and held for a while or had not dropped just before. */
  function dropped() {
    const held = Date.now() - openedAt > CADENCE;
    drops = held ? 1 : drops + 1;
    return heard && drops < 2;
  }

  function wait(milliseconds: number) {
    if (!polls) sink.comes('connecting');
    again = setTimeout(open, milliseconds);
  }

  function fallBack() {
    again = setTimeout(open, SOCKET_AGAIN);
    if (polls) return;
    polls = true;
    startPolling();
  }

  function startPolling() {
    sink.comes('polling');
    poll.start();
  }

  return {
    start() {
      if (polls) startPolling();
      if (close) return;
      clearTimeout(again);
      open();
    },
    refresh: () => poll.refresh(),
    stop() {
      clearTimeout(again);
      close?.();
      close = undefined;
      poll.stop();
    },
  };
}
