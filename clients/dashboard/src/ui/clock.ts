import { useSyncExternalStore } from 'react';

const TICK = 5_000;
const watchers = new Set<() => void>();
let offset = 0;
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** Follows the server's clock: this machine's may be wrong. */
export function setClockOffset(ms: number) {
  offset = ms;
  tick();
}

function tick() {
  now = Date.now() + offset;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void) {
  watchers.add(watcher);
  timer ??= setInterval(tick, TICK);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') tick();
});

/** The server's time, some seconds old at most; one timer for the whole page. */
export const useNow = () => useSyncExternalStore(watch, () => now);
