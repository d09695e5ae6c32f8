import { useSyncExternalStore } from 'react';

const wide = matchMedia('(min-width: 768px)');

function watch(watcher: () => void) {
  wide.addEventListener('change', watcher);
  return () => wide.removeEventListener('change', watcher);
}

/** Whether there is room for tables. */
export const useWide = () => useSyncExternalStore(watch, () => wide.matches);
