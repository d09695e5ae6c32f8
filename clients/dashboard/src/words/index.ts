import { useSyncExternalStore } from 'react';
import { en, type Words } from './en';
import { pl } from './pl';

export type { Words };

const languages: Record<string, Words> = { en, pl };
const watchers = new Set<() => void>();
let words = languages[stored() ?? navigator.language.slice(0, 2)] ?? en;
document.documentElement.lang = words.language;

function stored(): string | null {
  return localStorage.getItem('pulsegate.language');
}

export function switchLanguage() {
  words = words === en ? pl : en;
  localStorage.setItem('pulsegate.language', words.language);
  document.documentElement.lang = words.language;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export const useWords = () => useSyncExternalStore(watch, () => words);
