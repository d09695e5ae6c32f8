import { useEffect, useSyncExternalStore } from 'react';
import { advance, atFirst, type Live, type Step } from './live';
import { sessionEnded, useSession } from './session';
import { streaming } from './streaming';

/** The dashboard's data, kept outside of the page, so that leaving and coming back shows it at once. */
let live: Live = atFirst;
let watched = 0;
const watchers = new Set<() => void>();

function step(next: Step) {
  live = advance(live, next);
  for (const watcher of watchers) watcher();
}

const source = streaming({
  comes: (way) => step({ kind: 'comes', way }),
  asked: () => step({ kind: 'asked' }),
  answered(answer, moment) {
    step({ kind: 'answered', answer, moment, now: Date.now() });
    if (!answer.ok && answer.failure.kind === 'signedOut') {
      source.stop();
      sessionEnded();
    }
  },
});

const wanted = () => watched > 0 && !live.paused && document.visibilityState === 'visible';

/** Starts or stops as the page is seen: nothing is asked for a tab that nobody looks at. */
function follow() {
  if (wanted()) source.start();
  else source.stop();
}

function watchTheWindow(): () => void {
  document.addEventListener('visibilitychange', follow);
  window.addEventListener('pageshow', restored);
  window.addEventListener('online', follow);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    window.removeEventListener('pageshow', restored);
    window.removeEventListener('online', follow);
  };
}

/** Out of the browser's back-forward cache. */
function restored(event: PageTransitionEvent) {
  if (event.persisted) follow();
}

export const refresh = () => source.refresh();

export function pause() {
  step({ kind: 'paused' });
  follow();
}

export function resume() {
  step({ kind: 'resumed' });
  follow();
}

/** Pauses, or resumes what is paused. */
export const turn = () => (live.paused ? resume() : pause());

/** Forgets everything: what one person saw must not flash up for the next. */
export function forget() {
  source.stop();
  live = atFirst;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export const useLive = () => useSyncExternalStore(watch, () => live);

/** For the page that needs fresh data: keeps the source running while it is mounted. */
export function useUpdates() {
  const signedIn = useSession().state === 'signedIn';
  useEffect(() => {
    if (!signedIn) return undefined;
    watched++;
    follow();
    const stopWatching = watchTheWindow();
    return () => {
      watched--;
      stopWatching();
      follow();
    };
  }, [signedIn]);
}
