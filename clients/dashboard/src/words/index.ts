import { useSyncExternalStore } from 'react';
import { en, type Words } from './en';
import { chooseLanguage, chosenLanguage, type Language } from './language';
import { pl } from './pl';

export type { Words };

const languages: Record<Language, Words> = { en, pl };
const watchers = new Set<() => void>();
let words = languages[chosenLanguage()];
document.documentElement.lang = words.language;

export function switchLanguage() {
  const other = words === en ? 'pl' : 'en';
  words = languages[other];
  chooseLanguage(other);
  document.documentElement.lang = other;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export const useWords = () => useSyncExternalStore(watch, () => words);
