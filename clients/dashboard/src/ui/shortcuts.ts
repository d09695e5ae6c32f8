import { useEffect, useSyncExternalStore } from 'react';

const NAME = 'pulsegate.keys';
const watchers = new Set<() => void>();
let wanted = localStorage.getItem(NAME) !== 'off';

/** Single keys can be switched off: dictation types them unasked (WCAG 2.1.4). */
export function switchShortcuts() {
  wanted = !wanted;
  localStorage.setItem(NAME, wanted ? 'on' : 'off');
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export const useShortcutsWanted = () => useSyncExternalStore(watch, () => wanted);

/** Runs what belongs to a key, unless somebody is writing or a dialog is open. */
export function useShortcuts(keys: Record<string, () => void>) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const run = keys[event.key];
      if (!run || !wanted || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (isWriting(event.target) || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [keys]);
}

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
