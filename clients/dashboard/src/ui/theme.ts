import { useSyncExternalStore } from 'react';

export type Theme = 'auto' | 'light' | 'dark';

const order: Theme[] = ['auto', 'light', 'dark'];
const watchers = new Set<() => void>();
let theme: Theme = order.find((name) => name === localStorage.getItem('pulsegate.theme')) ?? 'auto';
apply();

function apply() {
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function nextTheme() {
  theme = order[(order.indexOf(theme) + 1) % order.length] ?? 'auto';
  localStorage.setItem('pulsegate.theme', theme);
  apply();
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export const useTheme = () => useSyncExternalStore(watch, () => theme);
